import { createHash } from 'node:crypto';
import { canonicalJson } from './canonicalJson';
import { AuditEventRecord } from './model';

/*
 * How an event is sealed into the chain (H32). docs/audit.md has these bytes
 * for whoever checks them, and packages/audit-check reads them on its own:
 * they are format 1, and never change.
 */

/** What the first seal stands on. */
export const GENESIS = '0'.repeat(64);

/**
 * Keys of an event's data that name people or hold what people wrote. The
 * chain covers a commitment in the place of each, so that it can be erased
 * (H33). A new kind of data about people belongs in here.
 */
const ABOUT_PEOPLE: readonly string[] = [
  // Who
  'requesterRef',
  'reviewerRef',
  'reviewerPrincipalId',
  'principal',
  'couldReview',
  'person',
  // What somebody wrote
  'justification',
  'comment',
  'reason',
  // Sentences that may name somebody
  'what',
  'message',
  'failure',
  'lastError',
  // Refs and words that somebody searched for
  'filters',
];

/** Keys of data that hold words, and not just ids. */
export const SENTENCES: readonly string[] = [
  'justification',
  'comment',
  'reason',
  'what',
  'message',
  'failure',
  'lastError',
  'filters',
];

/** The field that stands for who did it, and from where. */
export const ACTOR = 'actor';

/** An event as it is covered: personal fields apart from all others. */
export interface Split {
  open: Record<string, unknown>;
  personal: Record<string, unknown>;
}

export function splitEvent(event: AuditEventRecord): Split {
  const personal: Record<string, unknown> = {};
  const data: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(event.data)) {
    (ABOUT_PEOPLE.includes(key) ? personal : data)[key] = value;
  }
  const { actor } = event;
  const isUser = actor.kind === 'user';
  if (isUser) {
    const { ref, displayName, address } = actor;
    personal[ACTOR] = { ref, displayName, address };
  }
  return {
    personal,
    open: {
      id: event.id,
      at: event.at.toISOString(),
      type: event.type,
      severity: event.severity,
      actor: isUser
        ? { kind: actor.kind, viaRef: actor.viaRef }
        : {
            kind: actor.kind,
            ref: actor.ref,
            displayName: actor.displayName,
          },
      requestId: event.requestId,
      sessionId: event.sessionId,
      assignmentId: event.assignmentId,
      accountId: event.accountId,
      data,
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Says nothing of the value once the salt is gone. */
export function commitmentOf(salt: string, value: unknown): string {
  return sha256(`${salt}\n${canonicalJson(value)}`);
}

/** The latest seal, or what stands for it before the first. */
export interface Head {
  position: number;
  hash: string;
}

export interface Seal extends Head {
  eventId: string;
  previous: string;
  commitments: Record<string, string>;
  sealedAt: Date;
}

/** What opens a seal's commitments; each goes with the field it opens. */
export type Salts = Record<string, string>;

/**
 * The next seal of the chain.
 *
 * @param newSalt - 32 hexadecimal digits that nobody can guess
 */
export function sealEvent(
  event: AuditEventRecord,
  head: Head,
  sealedAt: Date,
  newSalt: () => string,
): { seal: Seal; salts: Salts } {
  const { open, personal } = splitEvent(event);
  const salts: Salts = {};
  const commitments: Record<string, string> = {};
  for (const [field, value] of Object.entries(personal)) {
    salts[field] = newSalt();
    commitments[field] = commitmentOf(salts[field], value);
  }
  const position = head.position + 1;
  const hash = sha256(
    canonicalJson({
      format: 1,
      position,
      previous: head.hash,
      sealedAt: sealedAt.toISOString(),
      event: open,
      commitments,
    }),
  );
  return {
    salts,
    seal: {
      position,
      eventId: event.id,
      previous: head.hash,
      hash,
      commitments,
      sealedAt,
    },
  };
}
