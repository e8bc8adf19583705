import { Knex } from 'knex';
import { ratioFigure, together } from '../figures';
import { openDatabase } from '../ground/databases';
import { PART } from '../ground/history';
import { Portal, Postgres } from '../ground/Portal';
import { Person } from '../Person';
import {
  approve,
  ask,
  Asked,
  insistOnApproval,
  reviewersOf,
  tryToApprove,
} from './asking';
import { Measurement } from './Measurement';

const FLOOR = '/bench/floor';
/** Connections for bare transactions, as many as can be at once. */
const CONNECTIONS = 50;
/** Each measurement asks for another one. */
const SETS = { oneByOne: 0, atOnce: 1, firstWins: 2 };
const AGAINST = 'floor + one bare transaction';

/** What a deed cannot do without: a row and an event, written together. */
async function transact(db: Knex): Promise<number> {
  const began = performance.now();
  await db.transaction(async trx => {
    await trx.raw(
      `insert into bench_deeds (what) values ('a request'), ('an event')`,
    );
  });
  return performance.now() - began;
}

async function floorOf(person: Person): Promise<number> {
  return (await person.post(FLOOR, {})).milliseconds;
}

interface Times {
  submit: number[];
  review: number[];
  floor: number[];
  bare: number[];
}

/** One after the other, each beside its floor. */
async function oneByOne(
  portal: Portal,
  db: Knex,
  rounds: number,
): Promise<Times> {
  const times: Times = { submit: [], review: [], floor: [], bare: [] };
  const requester = await portal.person(PART.requester);
  const reviewers = reviewersOf(portal.size, rounds + 1);
  for (const [index, { person, account }] of reviewers.entries()) {
    const reviewer = await portal.person(person);
    const floor = await floorOf(requester);
    const bare = await transact(db);
    const submitted = await ask(requester, account, SETS.oneByOne);
    const review = await approve(reviewer, submitted.asked);
    // The first one warms up
    if (index === 0) continue;
    times.floor.push(floor);
    times.bare.push(bare);
    times.submit.push(submitted.milliseconds);
    times.review.push(review);
  }
  return times;
}

/** Everybody at the same moment, each on a request of their own. */
async function allAtOnce(portal: Portal, db: Knex, many: number) {
  const requester = await portal.person(PART.requester);
  const waiting: { reviewer: Person; asked: Asked }[] = [];
  for (const { person, account } of reviewersOf(portal.size, many)) {
    const { asked } = await ask(requester, account, SETS.atOnce);
    waiting.push({ reviewer: await portal.person(person), asked });
  }
  const floor = await Promise.all(
    waiting.map(({ reviewer }) => floorOf(reviewer)),
  );
  const bare = await Promise.all(waiting.map(() => transact(db)));
  const answers = await Promise.all(
    waiting.map(({ reviewer, asked }) => insistOnApproval(reviewer, asked)),
  );
  const ids = waiting.map(({ asked }) => asked.id);
  const approved = await portal
    .db('reviews')
    .whereIn('request_id', ids)
    .where({ decision: 'approve' });
  if (approved.length !== waiting.length) {
    throw new Error(`${waiting.length} approved, ${approved.length} stored`);
  }
  return {
    review: answers.map(({ milliseconds }) => milliseconds),
    again: answers.reduce((sum, { again }) => sum + again, 0),
    floor,
    bare,
  };
}

/** Several decide on one request: the first wins, and nobody else. */
async function assertFirstWins(portal: Portal): Promise<void> {
  const requester = await portal.person(PART.requester);
  const [{ account }] = reviewersOf(portal.size, 1);
  const { asked } = await ask(requester, account, SETS.firstWins);
  const all = reviewersOf(portal.size, CONNECTIONS).filter(
    one => one.account === account,
  );
  const people = await Promise.all(
    [
      PART.ownerOfAll,
      PART.ssoAdmin,
      PART.admin,
      ...all.map(one => one.person),
    ].map(index => portal.person(index)),
  );
  const answers = await Promise.all(
    people.map(person => tryToApprove(person, asked)),
  );
  const statuses = answers.map(({ status }) => status);
  const won = statuses.filter(status => status < 300).length;
  const lost = statuses.filter(status => status === 409).length;
  if (won !== 1 || won + lost !== statuses.length) {
    throw new Error(`Reviews of one request answered ${statuses.join(', ')}`);
  }
}

/** Submission and review through everything that is in their way. */
export async function measureDeeds(
  measurement: Measurement,
  portal: Portal,
  postgres: Postgres,
  plan: { rounds: number; reviewers: number },
): Promise<void> {
  const name = `${portal.name}_jit`;
  const db = openDatabase(postgres.connectionString, name, CONNECTIONS);
  const against = { group: 3, against: AGAINST };
  try {
    await db.raw('create table bench_deeds (id serial primary key, what text)');
    const times = await oneByOne(portal, db, plan.rounds);
    const floor = together(times.floor, times.bare);
    measurement.add(
      ratioFigure({
        ...against,
        what: 'Submission',
        times: times.submit,
        floor,
      }),
      ratioFigure({ ...against, what: 'Review', times: times.review, floor }),
    );
    const atOnce = await allAtOnce(portal, db, plan.reviewers);
    measurement.add(
      ratioFigure({
        ...against,
        what: `Review, ${atOnce.review.length} reviewers at once`,
        times: atOnce.review,
        against: `${AGAINST}, as many at once; told to try again ${atOnce.again} times`,
        floor: together(atOnce.floor, atOnce.bare),
      }),
    );
    await assertFirstWins(portal);
  } finally {
    await db.destroy();
  }
}
