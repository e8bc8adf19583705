import { AccountRecord } from '../accounts/Accounts';
import { Actor, RequestRecord, SessionRecord } from '../domain/model';
import { Refusal } from '../domain/refusal';
import { Deed, ReadFilter } from '../permissions/Permits';

/**
 * Who asks, and what Backstage's policy lets them. DefaultJitService sees the
 * policy only through this, so that no method can be called without one.
 */
export interface Caller {
  /** Full user ref in lower case; a service's subject where one may ask. */
  ref: string;
  /** A plugin that acts on their behalf (H22). */
  actorRef?: string;
  /** From where, as the request told. */
  address?: string;
  /** Why this plugin may not decide in the person's place (H22). */
  notInPerson?: Refusal;
  readRequests(): Promise<ReadFilter<RequestRecord>>;
  readSessions(): Promise<ReadFilter<SessionRecord>>;
  readAccounts(): Promise<ReadFilter<AccountRecord>>;
  mayReadOwnership(): Promise<boolean>;
  mayReadInsights(): Promise<boolean>;
  mayReadAudit(): Promise<boolean>;
  /** The policy's half of a right; the built-in rule is the other (H20). */
  allowed<T extends RequestRecord | SessionRecord | AccountRecord>(
    deed: Deed,
    records: T[],
  ): Promise<boolean[]>;
}

/** The caller as the record names them. */
export function actorOf(caller: Caller, displayName: string): Actor {
  return {
    kind: 'user',
    ref: caller.ref,
    displayName,
    viaRef: caller.actorRef,
    address: caller.address,
  };
}
