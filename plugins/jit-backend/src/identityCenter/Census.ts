import { AwsAccount, SignIn } from '../domain/ownership';

/**
 * Lists of everything: the organisation's accounts and the directory's people.
 * For Account Ownership, never for a decision. Every method may throw an
 * `AwsTrouble`.
 */
export interface Census {
  accounts(): Promise<AwsAccount[]>;
  /** What the directory says of each of these e-mail addresses or user names. */
  signIns(values: string[]): Promise<Map<string, SignIn>>;
}
