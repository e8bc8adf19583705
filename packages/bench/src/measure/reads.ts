import { Figure, ratioFigure, together } from '../figures';
import { PART, personRef } from '../ground/history';
import { openDatabase } from '../ground/databases';
import { Portal, Postgres } from '../ground/Portal';
import { Person } from '../Person';
import { run } from './bareSql';
import { Facts, ReadCase, readCases, readFacts } from './cases';
import { Measurement } from './Measurement';

/** Lists, counts and badge, against the floor plus the bare SQL. */
const REACH = 1.5;
/** And against themselves with a hundredth of the history. */
const GROWTH = 1.2;

const FLOOR = '/bench/floor';

interface Times {
  answer: number[];
  floor: number[];
  bare: number[];
  small: number[];
}

interface Ground {
  portal: Portal;
  facts: Facts;
}

const idsOf = (body: any) => body.items.map((one: any) => one.id);
const rowIds = (rows: any[]) => rows.map(row => row.id);

/** The answer shows what the database has. */
function assertSame(read: ReadCase, body: any, rows: any[]): void {
  const shown = JSON.stringify((read.shown ?? idsOf)(body));
  const stored = JSON.stringify((read.found ?? rowIds)(rows));
  if (shown === stored) return;
  throw new Error(
    `${read.what}: the answer shows ${shown.slice(
      0,
      200,
    )}, the database has ${stored.slice(0, 200)}`,
  );
}

async function once(
  read: ReadCase,
  large: Ground,
  small: Ground,
  times: Times,
): Promise<void> {
  const person = await signedIn(large.portal, read.as);
  const other = await signedIn(small.portal, read.as);
  const floor = await person.get(FLOOR);
  const bare = await run(large.portal.db, read.bare(large.facts));
  const answer = await person.get(read.path(large.facts));
  const young = await other.get(read.path(small.facts));
  assertSame(read, answer.body, bare.rows);
  times.floor.push(floor.milliseconds);
  times.bare.push(bare.milliseconds);
  times.answer.push(answer.milliseconds);
  times.small.push(young.milliseconds);
}

const people = new Map<string, Promise<Person>>();

function signedIn(portal: Portal, index: number): Promise<Person> {
  const key = `${portal.name} ${index}`;
  if (!people.has(key)) people.set(key, portal.person(index));
  return people.get(key)!;
}

const noTimes = (): Times => ({ answer: [], floor: [], bare: [], small: [] });

function figuresOf(read: ReadCase, times: Times, growth: string): Figure[] {
  return [
    ratioFigure({
      group: 1,
      what: read.what,
      times: times.answer,
      against: 'floor + bare SQL',
      floor: together(times.floor, times.bare),
      reach: REACH,
    }),
    ratioFigure({
      group: 2,
      what: read.what,
      times: times.answer,
      against: growth,
      floor: times.small,
      reach: GROWTH,
    }),
  ];
}

/**
 * Each list, count, item and search against the empty route plus the bare
 * SQL, and against the same in a portal with a hundredth of the history. Every
 * round takes all of them once, so that whatever else the machine does strikes
 * them alike.
 */
export async function measureReads(
  measurement: Measurement,
  bigger: Portal,
  smaller: Portal,
  rounds: number,
): Promise<void> {
  const large = { portal: bigger, facts: await readFacts(bigger.db) };
  const small = { portal: smaller, facts: await readFacts(smaller.db) };
  const times = new Map(readCases.map(read => [read, noTimes()]));
  const failed = new Set<ReadCase>();
  const warmUps = Math.ceil(rounds / 10);
  for (let round = -warmUps; round < rounds; round++) {
    for (const read of readCases) {
      if (failed.has(read)) continue;
      const kept = round < 0 ? noTimes() : times.get(read)!;
      const isWell = await measurement.attempt(read.what, () =>
        once(read, large, small, kept),
      );
      if (!isWell) failed.add(read);
    }
  }
  const growth = `the same at ${smaller.size.requests.toLocaleString(
    'en-US',
  )} requests`;
  for (const read of readCases) {
    if (failed.has(read)) continue;
    measurement.add(...figuresOf(read, times.get(read)!, growth));
  }
}

/** Our history against Backstage's own list, at as many rows. */
export async function measureNotifications(
  measurement: Measurement,
  portal: Portal,
  postgres: Postgres,
  rounds: number,
): Promise<void> {
  const person = await signedIn(portal, PART.requester);
  const db = openDatabase(
    postgres.connectionString,
    `${portal.name}_notifications`,
  );
  const [{ count }] = await db('notification')
    .where({ user: personRef(PART.requester) })
    .count();
  await db.destroy();
  const ours: number[] = [];
  const theirs: number[] = [];
  const permitted: number[] = [];
  const floor: number[] = [];
  await measurement.attempt('Notifications', async () => {
    for (let round = -3; round < rounds; round++) {
      const answers = [
        await person.get('/jit/requests?scope=mine&limit=20'),
        await person.get('/notifications?limit=20'),
        await person.get('/bench/permitted'),
        await person.get(FLOOR),
      ];
      const { totalCount } = answers[1].body;
      if (totalCount !== Number(count)) {
        throw new Error(`${count} notifications, ${totalCount} told`);
      }
      if (round < 0) continue;
      [ours, theirs, permitted, floor].forEach((times, index) =>
        times.push(answers[index].milliseconds),
      );
    }
    measurement.add(
      ratioFigure({
        group: 1,
        what: 'My requests',
        times: ours,
        against: "Backstage's notifications list",
        floor: theirs,
      }),
      ratioFigure({
        group: 1,
        what: 'Empty route that asks the permission framework once',
        times: permitted,
        against: 'floor',
        floor,
      }),
    );
  });
}
