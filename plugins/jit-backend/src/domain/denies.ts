import {
  countedSize,
  inlineDocument,
  inlineStatements,
  scpDocument,
  scpStatements,
  WrittenDeny,
} from './denyStatements';

/** Which document holds a deny. */
export type DenyKind = 'inline-deny' | 'scp-deny';

/**
 * - `wanted`: on record, not yet so in AWS
 * - `effective`: proven in the account; of an SCP only that it was submitted
 * - `leaving`: no longer needed, not yet proven out of AWS
 */
export type DenyState = 'wanted' | 'effective' | 'leaving';

/** How a deny is written: for every token, or for those before a time. */
export type DenyForm = string;

/** What keeps one key's old credentials from working. */
export interface DenyRecord extends WrittenDeny {
  id: string;
  version: number;
  policyId: string;
  assignmentId: string;
  kind: DenyKind;
  state: DenyState;
  /** Of a revocation: paid from the calls that ends have. */
  urgent: boolean;
  wantedAt: Date;
  effectiveAt?: Date;
  /** As it stands in the text that AWS was last given; none: not in it. */
  pushedForm?: DenyForm;
  /** When the assignment was proven gone: nothing is pruned before. */
  deletedAt?: Date;
  /** The longest session duration the set has had since, in minutes. */
  lastingMinutes: number;
}

const MINUTE = 60_000;

/** Times that denies rest on, in milliseconds. */
export const denyTimes = {
  /** A deny that is not effective by then does not hold the deletion up (H26). */
  patience: 60_000,
  /** What clocks may differ, between a token's time and ours. */
  skew: 10_000,
  /** Beyond the last moment that old credentials can live (H28). */
  margin: 15 * MINUTE,
  /** A change whose answer was lost may land so much later. */
  lostAnswer: 10_000,
  poll: 500,
  /** An account that AWS refuses is tried again after. */
  troubled: 10_000,
  /** Live denies are compared with AWS this often; an SCP's reach hourly. */
  check: 5 * MINUTE,
  reach: 60 * MINUTE,
  /** What somebody has to put right in AWS is looked for this often. */
  recheck: 60_000,
  /** A list that lacks the set's role in an account is believed after. */
  absence: 30_000,
} as const;

/** The form that the record asks for. */
export function formOf({ cutOff }: Pick<WrittenDeny, 'cutOff'>): DenyForm {
  return cutOff ? cutOff.toISOString() : 'open';
}

function inForm(deny: DenyRecord, form: DenyForm): DenyRecord {
  return { ...deny, cutOff: form === 'open' ? undefined : new Date(form) };
}

/** When the last credentials that it denies have run out; none: not yet known. */
export function pruneAfter(deny: DenyRecord): Date | undefined {
  if (!deny.deletedAt) return undefined;
  const lasting = deny.lastingMinutes * MINUTE;
  return new Date(deny.deletedAt.getTime() + lasting + denyTimes.margin);
}

/** The document that these denies make of a base. */
export function documentOf(
  kind: DenyKind,
  base: string,
  denies: readonly DenyRecord[],
): string {
  return kind === 'inline-deny'
    ? inlineDocument(base, denies)
    : scpDocument(denies);
}

/** What the denies say about one account; empty: nothing. */
export function accountText(
  kind: DenyKind,
  denies: readonly DenyRecord[],
  accountId: string,
): string {
  const here = denies.filter(one => one.accountId === accountId);
  if (here.length === 0) return '';
  const statements =
    kind === 'inline-deny' ? inlineStatements(here) : scpStatements(here);
  return JSON.stringify(statements);
}

export function sizeOf(kind: DenyKind, text: string): number {
  return kind === 'inline-deny' ? countedSize(text) : text.length;
}

export interface Fitting {
  /** What is written, each in the form that it is written in. */
  written: DenyRecord[];
  /** What has no room: a live deny never makes any (H28). */
  left: DenyRecord[];
  text: string;
  size: number;
}

/**
 * As many denies as the limit allows: what is live stays as it stands, then
 * revocations, then the oldest.
 */
export function fit(
  kind: DenyKind,
  base: string,
  denies: readonly DenyRecord[],
  limit: number,
): Fitting {
  const written = new Map<string, DenyRecord>();
  for (const one of denies) {
    if (one.state !== 'leaving' && one.pushedForm) {
      written.set(one.id, inForm(one, one.pushedForm));
    }
  }
  const changes = denies
    .filter(one => one.state === 'wanted' && one.pushedForm !== formOf(one))
    .sort(
      (a, b) =>
        Number(b.urgent) - Number(a.urgent) ||
        a.wantedAt.getTime() - b.wantedAt.getTime(),
    );
  const left: DenyRecord[] = [];
  for (const one of changes) {
    const before = written.get(one.id);
    written.set(one.id, one);
    const text = documentOf(kind, base, [...written.values()]);
    if (sizeOf(kind, text) <= limit) continue;
    left.push(one);
    if (before) written.set(one.id, before);
    else written.delete(one.id);
  }
  const all = [...written.values()];
  const text = documentOf(kind, base, all);
  return { written: all, left, text, size: sizeOf(kind, text) };
}
