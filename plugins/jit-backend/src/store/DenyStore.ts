import { DenyRecord } from '../domain/denies';
import { SessionRecord } from '../domain/model';
import {
  DenyAccountRecord,
  DenyPolicyRecord,
  Refusal,
} from '../domain/pushSituation';

/** What a decision about a document rests on. */
export interface DenyReading {
  policy: DenyPolicyRecord;
  accounts: DenyAccountRecord[];
  denies: DenyRecord[];
  now: Date;
}

export type ProvisioningAnswer =
  | { status: 'accepted'; requestId: string }
  | { status: 'succeeded' }
  /** Asked for again at the next turn; lost: AWS does not know the request. */
  | { status: 'refused' | 'failed' | 'lost'; message?: string };

/**
 * The deeds of pushing denies; each is one transaction that the holder of the
 * lead alone may make.
 *
 * @throws LeaseLost when somebody else leads by now
 */
export interface DenyStore {
  /** Documents that are due, revocations first. */
  due(): Promise<string[]>;
  read(token: number, policyId: string): Promise<DenyReading | undefined>;

  /** AWS was looked at; the longest session duration counts (H28). */
  looked(
    token: number,
    policy: DenyPolicyRecord,
    sessionMinutes?: number,
  ): Promise<void>;
  open(
    token: number,
    policy: DenyPolicyRecord,
    base: string,
    text: string,
  ): Promise<void>;
  /** The intent, before AWS hears of it. */
  intend(
    token: number,
    policy: DenyPolicyRecord,
    text: string,
    written: DenyRecord[],
  ): Promise<void>;
  /** AWS holds what was intended. */
  landed(token: number, policy: DenyPolicyRecord): Promise<void>;
  /** AWS refused it, or does not hold it long after an answer was lost. */
  notLanded(
    token: number,
    policy: DenyPolicyRecord,
    refusal?: Refusal,
  ): Promise<void>;

  drift(
    token: number,
    policy: DenyPolicyRecord,
    drifted: boolean,
  ): Promise<void>;
  /** Our denies were taken out: whom they denied is told, and all is forgotten. */
  reverted(token: number, policy: DenyPolicyRecord): Promise<void>;
  /** These ends go on without a deny (H27, H28). */
  refuse(
    token: number,
    policy: DenyPolicyRecord,
    denies: DenyRecord[],
    why: Refusal,
  ): Promise<void>;
  leave(
    token: number,
    policy: DenyPolicyRecord,
    denies: DenyRecord[],
  ): Promise<void>;
  alarm(token: number, policy: DenyPolicyRecord, size: number): Promise<void>;

  /** The set's role in an account was seen to have gone, or to be back. */
  role(
    token: number,
    policy: DenyPolicyRecord,
    accountId: string,
    absent: boolean,
  ): Promise<void>;
  requested(
    token: number,
    policy: DenyPolicyRecord,
    accountId: string,
  ): Promise<void>;
  answered(
    token: number,
    policy: DenyPolicyRecord,
    accountId: string,
    answer: ProvisioningAnswer,
  ): Promise<void>;
  /** So it is in that account: what follows from it for denies and sessions. */
  prove(
    token: number,
    policy: DenyPolicyRecord,
    accountId: string,
    text: string,
  ): Promise<SessionRecord[]>;
  /** Keeps what a check said; tells of accounts that fell out of reach. */
  saveReach(
    token: number,
    accountIds: readonly string[],
    beyond: ReadonlySet<string>,
  ): Promise<void>;
  /** Accounts that the SCP has to reach: with sessions that rely on it. */
  reachWanted(token: number): Promise<string[]>;
  close(token: number, policy: DenyPolicyRecord): Promise<void>;
  /** Unless somebody made it due meanwhile. */
  rest(
    token: number,
    policy: DenyPolicyRecord,
    rest: { until: Date; attempt: number; error?: string },
  ): Promise<void>;
}
