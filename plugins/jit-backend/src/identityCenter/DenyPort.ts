import { OperationState, Sending } from './IdentityCenter';

/** What a set's inline policy is pushed by and with. */
export interface SetPolicy {
  /** Empty: none. */
  inlinePolicy: string;
  sessionMinutes: number;
  /** Tagged `jit-managed`: the portal may change it. */
  managed: boolean;
  /** Accounts where the set has a role, and whether it holds the latest text. */
  provisioned: ReadonlyMap<string, 'latest' | 'outdated'>;
}

/** What the portal's own SCP holds. */
export interface ScpPolicy {
  content: string;
}

/**
 * The part of the port that cuts role credentials off. Changes are sent once
 * and wait for nothing (H2); trouble is an `AwsTrouble`.
 */
export interface DenyPort {
  /** Undefined: the set is gone. */
  readSetPolicy(setArn: string): Promise<SetPolicy | undefined>;
  /** Replaces the set's inline policy; an empty text removes it. */
  putSetPolicy(setArn: string, text: string, sending: Sending): Promise<void>;
  /** Asks AWS to bring the set's latest text to an account; gives a request id. */
  provision(
    setArn: string,
    accountId: string,
    sending: Sending,
  ): Promise<string>;
  pollProvisioning(requestId: string): Promise<OperationState>;

  readScp(): Promise<ScpPolicy>;
  updateScp(content: string, sending: Sending): Promise<void>;
  /** Which of these accounts the SCP does not reach, the management account among them. */
  beyondScp(accountIds: readonly string[]): Promise<Set<string>>;
}
