import { DATA_LAKE, PRODUCTION, STAGING } from '../../../src/testing/accounts';
import { Name } from '../../../src/testing/cast';
import { Chance } from '../chance';
import { Mishap } from '../SimProcess';
import { FaultKind, FaultWindow } from '../world/types';
import { historyConfig } from '../shared';
import { Deed, Outside, Plan, Timed } from './Plan';
import { addLeaver, addRace, addStandingAccess } from './races';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Reviews come close to the end of the approval window now and then. */
const WINDOW = historyConfig.approvalWindowMinutes * MINUTE;

const ASKERS: Name[] = ['dana', 'dana', 'dana', 'theo', 'omar'];
const SETS = ['ReadOnlyAccess', 'ReadOnlyAccess', 'PowerUserAccess'];
const ACCOUNTS = [PRODUCTION, PRODUCTION, STAGING, DATA_LAKE];
const APPROVERS: Record<string, Name[]> = {
  [PRODUCTION]: ['olivia', 'omar', 'petra', 'sam', 'ada'],
  [STAGING]: ['olivia', 'omar', 'petra', 'lena'],
  [DATA_LAKE]: ['theo', 'sam', 'ada'],
};

const FAULTS: FaultKind[] = [
  'throttle',
  'internal-error',
  'internal-error-after',
  'reset-before',
  'reset-after',
  'late',
  'denied',
  'conflict',
  'fails-internally',
  'fails-for-quota',
  'fails-with-403',
  'slow',
  'stale-list',
  'status-unknown',
];

/**
 * Ends cut credentials off. A deny is needed only where somebody else has the
 * set in the account, so somebody does.
 */
function cutOff(chance: Chance, plan: Plan): void {
  plan.denies = {
    mode: chance.oneOf(['inline-deny', 'inline-deny', 'scp-deny']),
    unmanaged: chance.happens(0.1) ? [chance.oneOf(SETS)] : [],
    beyondScp: chance.happens(0.2) ? [chance.oneOf(ACCOUNTS)] : [],
  };
  const others = chance.many(
    chance.between(1, 3),
    (): Timed<Outside> => ({
      do: 'stranger-assigns',
      who: 'lena',
      accountId: chance.oneOf(ACCOUNTS),
      set: chance.oneOf(SETS),
      at: chance.between(0, 30 * MINUTE),
    }),
  );
  plan.outside = [...plan.outside, ...others].sort((a, b) => a.at - b.at);
}

type PlannedDeed = Timed<Deed & { replica: number }>;

/** Makes up a history: who does what when, and what goes wrong. */
export function makePlan(seed: number): Plan {
  const chance = new Chance(seed);
  const replicas = chance.oneOf([1, 2, 2, 3]);
  const slow = chance.happens(0.2);
  const plan: Plan = {
    seed,
    replicas,
    skewsMs: chance.many(replicas, () =>
      chance.happens(0.1) ? chance.between(-10_000, 10_000) : 0,
    ),
    takesMs: slow ? { from: 500, to: 20_000 } : { from: 200, to: 3_000 },
    deeds: deeds(chance, replicas),
    outside: chance.happens(0.4) ? outside(chance) : [],
    faults: chance.happens(0.7) ? faults(chance) : [],
    mishaps: chance.happens(0.6) ? mishaps(chance, replicas) : [],
  };
  if (chance.happens(0.15)) plan.faults.push(stubborn(chance));
  if (chance.happens(0.25)) addRace(chance, plan);
  if (chance.happens(0.2)) cutOff(chance, plan);
  if (chance.happens(0.1)) addStandingAccess(chance, plan);
  if (chance.happens(0.1)) addLeaver(chance, plan);
  return plan;
}

function deeds(chance: Chance, replicas: number): PlannedDeed[] {
  const planned: PlannedDeed[] = [];
  const asks = chance.between(1, 6);
  for (let ask = 0; ask < asks; ask += 1) {
    const at = chance.between(0, 100 * MINUTE);
    const story = storyOfOne(chance, ask, at);
    const replica = () => chance.between(0, replicas - 1);
    planned.push(...story.map(deed => ({ ...deed, replica: replica() })));
  }
  planned.push({ do: 'sweep', at: 3 * HOUR, replica: 0 });
  return planned.sort((a, b) => a.at - b.at);
}

/** An ask, its reviews, and whatever ends it. */
function storyOfOne(chance: Chance, ask: number, at: number): Timed<Deed>[] {
  const who = chance.oneOf(ASKERS);
  const accountId = chance.oneOf(ACCOUNTS);
  const set = chance.oneOf(SETS);
  const minutes = chance.oneOf([15, 15, 30, 60]);
  const story: Timed<Deed>[] = [
    { do: 'ask', at, ask, who, accountId, set, minutes },
  ];
  const approver = () => chance.oneOf(APPROVERS[accountId]);
  const reviewedAt = chance.happens(0.05)
    ? at + WINDOW + chance.between(-40, 160)
    : at + chance.between(SECOND, 10 * MINUTE);
  const reviews = chance.oneOf([0, 1, 1, 1, 1, 2, 2, 3]);
  for (let n = 0; n < reviews; n += 1) {
    story.push({
      do: 'review',
      at: reviewedAt + (n === 0 ? 0 : chance.between(0, 200)),
      of: ask,
      who: chance.happens(0.1) ? who : approver(),
      decision: chance.happens(0.1) ? 'reject' : 'approve',
      minutes: chance.happens(0.1) ? 15 : undefined,
    });
  }
  if (chance.happens(0.1)) {
    const close = chance.between(-200, 200);
    story.push({
      do: 'cancel',
      at: Math.max(at + 1, reviewedAt + close),
      of: ask,
    });
  }
  const ends = chance.oneOf([0, 1, 1, 2]);
  for (let n = 0; n < ends; n += 1) {
    const later = chance.happens(0.5)
      ? chance.between(0, 5 * SECOND)
      : chance.between(0, 70 * MINUTE);
    const end = { at: reviewedAt + later, of: ask };
    story.push(
      chance.happens(0.6)
        ? { do: 'revoke', who: approver(), ...end }
        : { do: 'release', ...end },
    );
  }
  return story;
}

function outside(chance: Chance): Timed<Outside>[] {
  const at = () => chance.between(0, 2 * HOUR);
  const key = () => ({
    who: chance.oneOf(ASKERS),
    accountId: chance.oneOf(ACCOUNTS),
    set: chance.oneOf(SETS),
  });
  const one = (): Timed<Outside> => {
    switch (chance.between(0, 7)) {
      case 0:
        return { do: 'disable', who: chance.oneOf(ASKERS), at: at() };
      case 1:
        return { do: 'suspend', accountId: chance.oneOf(ACCOUNTS), at: at() };
      case 2:
        return { do: 'change-set', set: chance.oneOf(SETS), at: at() };
      case 3:
        return { do: 'joins-group', ...key(), at: at() };
      case 4:
      case 5:
        return { do: 'stranger-assigns', ...key(), at: at() };
      default:
        return { do: 'stranger-removes', ...key(), at: at() };
    }
  };
  return chance.many(chance.between(1, 4), one).sort((a, b) => a.at - b.at);
}

function faults(chance: Chance): FaultWindow[] {
  const windows = chance.many(chance.between(1, 5), (): FaultWindow => {
    const from = chance.between(0, 2 * HOUR);
    const brief = chance.happens(0.5);
    return {
      kind: chance.oneOf(FAULTS),
      from,
      until: from + chance.between(SECOND, brief ? MINUTE : HOUR),
      probability: chance.oneOf([0.05, 0.2, 0.5, 1]),
    };
  });
  if (chance.happens(0.15)) {
    const from = chance.between(0, 90 * MINUTE);
    const until = from + outageMs(chance);
    windows.push({ kind: 'unreachable', from, until, probability: 1 });
  }
  return windows;
}

/**
 * From ten seconds to twenty minutes, now and then up to four hours; the
 * shorter ones are as likely as the longer.
 */
function outageMs(chance: Chance): number {
  const [from, to] = chance.happens(0.05)
    ? [20 * MINUTE, 4 * HOUR]
    : [10 * SECOND, 20 * MINUTE];
  return Math.round(from * (to / from) ** chance.fraction());
}

/** What AWS answers, and goes on answering, however often it is tried again. */
function stubborn(chance: Chance): FaultWindow {
  const from = chance.between(5 * MINUTE, 80 * MINUTE);
  return {
    kind: chance.oneOf(['denied', 'conflict', 'fails-internally']),
    from,
    until: from + chance.between(20 * MINUTE, HOUR),
    probability: 1,
  };
}

/** Where a process is caught: anywhere, or where it hurts most. */
const CAUGHT_AT = [
  'note',
  'create',
  'delete',
  'answer',
  'activate',
  'gone',
  'settle',
  'saveReview',
  'saveEnd',
];

const KINDS: Mishap['kind'][] = [
  'dies-before',
  'dies-after',
  'stalls-before',
  'stalls-after',
];

function mishaps(chance: Chance, replicas: number): Plan['mishaps'] {
  const one = (): Plan['mishaps'][number] => {
    const kind = chance.oneOf(KINDS);
    const longest = kind.startsWith('stalls') ? 90_000 : 20_000;
    const named = chance.happens(0.6) ? chance.oneOf(CAUGHT_AT) : undefined;
    return {
      at: chance.between(0, 2 * HOUR),
      replica: chance.between(0, replicas - 1),
      mishap: {
        kind,
        named,
        effect: chance.between(0, named ? 1 : 30),
        forMs: chance.between(100, longest),
      },
    };
  };
  return chance.many(chance.between(1, 6), one).sort((a, b) => a.at - b.at);
}
