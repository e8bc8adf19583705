import { setTimeout as sleep } from 'node:timers/promises';
import { Figure, limitFigure, ratioFigure } from '../figures';
import { accountId, PART } from '../ground/history';
import { Portal } from '../ground/Portal';
import { Person } from '../Person';
import { Measurement } from './Measurement';

const LOOK_EVERY_MS = 100;
const SECOND = 1_000;
/** What the portal allows itself, all its work together. */
const CALLS_PER_SECOND = 15;
const CALLS_OF_A_SET = 5;
/** What the fill may take over the time that its calls need at that rate. */
const MOST_OVER = 1.25;
/** Of starting, listing and planning, whatever the size. */
const ANYHOW_SECONDS = 20;

const GROUP = 7;

async function countOf(
  { db }: Portal,
  table: string,
  where: string,
): Promise<number> {
  const [{ n }] = await db(table).whereRaw(where).count({ n: '*' });
  return Number(n);
}

interface Milestone {
  what: string;
  /** What holds once it is reached. */
  isReached(portal: Portal, person: Person): Promise<boolean>;
}

/** As somebody meets them who opens the portal while it fills. */
const milestones: Milestone[] = [
  {
    what: 'the first list answers',
    isReached: async (_, person) => {
      const { status } = await person.try('GET', '/jit/requests?scope=mine');
      return status === 200;
    },
  },
  {
    what: 'all accounts are listed',
    isReached: async (portal, person) => {
      const { accounts } = portal.size;
      if ((await countOf(portal, 'accounts', 'true')) < accounts) return false;
      const { body } = await person.get('/jit/accounts?scope=all&limit=20');
      return body.items.length > 0;
    },
  },
  {
    what: 'AWS has told the state of all accounts',
    isReached: async (portal, _) => {
      const told = await countOf(portal, 'accounts', "aws_state = 'ACTIVE'");
      return told === portal.size.accounts;
    },
  },
  {
    what: 'a form offers a permission set',
    isReached: async (_, person) => {
      const path = `/jit/accounts/${accountId(0)}/request-options`;
      const { status, body } = await person.try('GET', path);
      return status === 200 && body.permissionSets.length > 0;
    },
  },
  {
    what: 'all permission sets are known',
    isReached: async portal => {
      const where = 'fingerprint is not null';
      const known = await countOf(portal, 'permission_sets', where);
      return known === portal.size.permissionSets;
    },
  },
];

/** When each is reached, in seconds since the process began. */
async function whenReached(
  portal: Portal,
  person: Person,
  patienceSeconds: number,
): Promise<Map<Milestone, number>> {
  const reached = new Map<Milestone, number>();
  const seconds = () => (performance.now() - portal.begunAt) / SECOND;
  while (reached.size < milestones.length) {
    for (const milestone of milestones) {
      if (reached.has(milestone)) continue;
      if (!(await milestone.isReached(portal, person))) continue;
      reached.set(milestone, seconds());
    }
    if (seconds() > patienceSeconds) {
      const missing = milestones.filter(one => !reached.has(one));
      throw new Error(
        `Not within ${patienceSeconds} s: ${missing
          .map(({ what }) => what)
          .join(', ')}`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
  return reached;
}

/** Lists as people read them meanwhile, beside the empty route. */
async function readMeanwhile(
  person: Person,
  isOver: () => boolean,
): Promise<{ times: number[]; floor: number[] }> {
  const read = { times: [] as number[], floor: [] as number[] };
  do {
    const floor = await person.get('/bench/floor');
    const list = await person.get('/jit/accounts?scope=all&limit=20');
    read.floor.push(floor.milliseconds);
    read.times.push(list.milliseconds);
    await sleep(LOOK_EVERY_MS);
  } while (!isOver());
  return read;
}

async function callsAboutSets(portal: Portal): Promise<number> {
  const state = await fetch(`${portal.awsUrl}/_emulator/state`);
  const { calls } = (await state.json()) as any;
  return Object.entries<number>(calls.counts)
    .filter(([operation]) => /PermissionSet/.test(operation))
    .reduce((sum, [, n]) => sum + n, 0);
}

function figureOf(
  { what }: Milestone,
  seconds: number,
  against: string,
  most?: number,
): Figure {
  return limitFigure({
    group: GROUP,
    what: `From the start of the process until ${what}`,
    unit: 's',
    values: [seconds],
    against,
    most,
  });
}

/** A portal with an empty database, in front of a full catalog and a full AWS. */
export async function measureColdStart(
  measurement: Measurement,
  portal: Portal,
): Promise<void> {
  const { accounts, permissionSets } = portal.size;
  const needed = (permissionSets * CALLS_OF_A_SET) / CALLS_PER_SECOND;
  const most = Math.ceil(needed * MOST_OVER + ANYHOW_SECONDS);
  const readyAt = (performance.now() - portal.begunAt) / SECOND;
  const person = await portal.person(PART.requester);
  let isOver = false;
  const reading = readMeanwhile(person, () => isOver);
  reading.catch(() => {});
  const reached = await whenReached(portal, person, 2 * most + 120).finally(
    () => (isOver = true),
  );
  const calls = await callsAboutSets(portal);
  const [list, listed, states, form, sets] = milestones;
  const ready = `ready itself after ${readyAt.toFixed(1)} s`;
  const meanwhile = await reading;
  measurement.add(
    figureOf(list, reached.get(list)!, ready),
    figureOf(listed, reached.get(listed)!, `${accounts} accounts`),
    figureOf(states, reached.get(states)!, `${accounts} accounts`),
    figureOf(form, reached.get(form)!, ready),
    figureOf(
      sets,
      reached.get(sets)!,
      `${permissionSets} sets, ${calls} calls: ${needed.toFixed(
        0,
      )} s at ${CALLS_PER_SECOND} a second`,
      most,
    ),
    ratioFigure({
      group: GROUP,
      what: 'Accounts to choose from, while it fills',
      times: meanwhile.times,
      against: 'floor, meanwhile',
      floor: meanwhile.floor,
    }),
  );
}
