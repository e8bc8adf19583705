import {
  AccessFact,
  AwsFact,
  FINAL,
  Key,
  OPEN,
  SessionFact,
  Violation,
} from '../words';

/** The database, then AWS, then the database again: what one look at all saw. */
export interface Moment {
  before: readonly SessionFact[];
  aws: AwsFact;
  after: readonly SessionFact[];
  strangers: ReadonlySet<Key>;
}

/** Store clock and emulator's clock may differ by so much, in milliseconds. */
const SKEW_MS = 1_000;

export function byKey<T extends { key: Key }>(
  items: readonly T[],
): Map<Key, T[]> {
  const map = new Map<Key, T[]>();
  for (const item of items) {
    map.set(item.key, [...(map.get(item.key) ?? []), item]);
  }
  return map;
}

function isOpen(session: SessionFact): boolean {
  return OPEN.includes(session.status);
}

/** Sessions called ACTIVE before and after the look at AWS must stand there. */
function activeIsSo(moment: Moment): Violation[] {
  const there = new Set(moment.aws.access.map(one => one.key));
  const still = new Set(
    moment.after.filter(one => one.status === 'ACTIVE').map(one => one.id),
  );
  return moment.before
    .filter(one => one.status === 'ACTIVE' && still.has(one.id))
    .filter(one => !there.has(one.key))
    .map(one => ({
      rule: 'active-is-so',
      what: `SES-${one.number} is ACTIVE, and AWS has no such assignment`,
    }));
}

/** Final sessions leave nothing behind that was there before they were final. */
function finalIsSo({ before, aws, after, strangers }: Moment): Violation[] {
  const access = new Map(aws.access.map(one => [one.key, one]));
  const openLater = new Set(after.filter(isOpen).map(one => one.key));
  return before
    .filter(one => FINAL.includes(one.status) && !one.accessRemains)
    .filter(one => !openLater.has(one.key) && !strangers.has(one.key))
    .filter(one => {
      const left = access.get(one.key);
      return left && left.createdAt < one.endedAt! - SKEW_MS;
    })
    .map(one => ({
      rule: 'final-is-so',
      what: `SES-${one.number} is ${one.status}, and its assignment stands in AWS`,
    }));
}

/** Every access has an approved request behind it at some time since it came. */
function hasRight(one: AccessFact, sessions: SessionFact[] = []): boolean {
  return sessions.some(
    session =>
      session.requestStatus === 'APPROVED' &&
      session.approvedAt <= one.createdAt + SKEW_MS,
  );
}

function nothingUnasked({ aws, after, strangers }: Moment): Violation[] {
  const sessions = byKey(after);
  return aws.access
    .filter(one => !strangers.has(one.key))
    .filter(one => !hasRight(one, sessions.get(one.key)))
    .map(one => ({
      rule: 'approved-first',
      what: `Access on ${one.key} stands in AWS without an approved request`,
    }));
}

function strangersStay({ aws, strangers }: Moment): Violation[] {
  const there = new Set(aws.access.map(one => one.key));
  return [...strangers]
    .filter(key => !there.has(key))
    .map(key => ({
      rule: 'strangers-stay',
      what: `The standing assignment on ${key} is gone`,
    }));
}

/** What must hold at every moment, whatever was killed a second ago. */
export function checkMoment(moment: Moment): Violation[] {
  return [
    ...activeIsSo(moment),
    ...finalIsSo(moment),
    ...nothingUnasked(moment),
    ...strangersStay(moment),
  ];
}
