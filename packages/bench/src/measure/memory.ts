import { Figure, limitFigure } from '../figures';
import { PART } from '../ground/history';
import { Portal } from '../ground/Portal';
import { Person } from '../Person';
import { readCases, readFacts } from './cases';
import { Measurement } from './Measurement';

const CLIENTS = 8;
const SAMPLES = 10;
/** The first part fills what is kept on purpose. */
const WARM_SAMPLES = 3;
const MEGABYTE = 2 ** 20;
/** Flat: what is held at the end against what was held once it was warm. */
const MOST_GROWTH = 1.1;

/** What is held once everything that nobody needs was let go. */
async function heldBy(person: Person): Promise<number> {
  const { body } = await person.get('/bench/memory');
  return body.heapUsed / MEGABYTE;
}

async function load(
  paths: { person: Person; path: string }[],
  calls: number,
): Promise<void> {
  let next = 0;
  const client = async () => {
    while (next < calls) {
      const { person, path } = paths[next++ % paths.length];
      await person.get(path);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

function growthOf(held: number[]): Figure {
  const warm = held.slice(WARM_SAMPLES);
  const half = Math.floor(warm.length / 2);
  const mean = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const before = mean(warm.slice(0, half));
  const after = mean(warm.slice(-half));
  return {
    group: 6,
    what: 'Heap in use, the last part of the load',
    unit: 'MB',
    measured: { median: after, p95: Math.max(...warm) },
    against: 'the first part, once warm',
    floor: { median: before, p95: before },
    ratio: { median: after / before, p95: Math.max(...warm) / before },
    reach: MOST_GROWTH,
    missed: after / before > MOST_GROWTH,
  };
}

/** What people read in an hour, one after the other without a pause. */
export async function measureMemory(
  measurement: Measurement,
  portal: Portal,
  calls: number,
): Promise<void> {
  const facts = await readFacts(portal.db);
  const admin = await portal.person(PART.admin);
  const paths = await Promise.all(
    readCases.map(async read => ({
      person: await portal.person(read.as),
      path: read.path(facts),
    })),
  );
  const held: number[] = [];
  const began = performance.now();
  for (let sample = 0; sample < SAMPLES; sample++) {
    await load(paths, Math.ceil(calls / SAMPLES));
    held.push(await heldBy(admin));
  }
  const seconds = (performance.now() - began) / 1000;
  measurement.add(
    growthOf(held),
    limitFigure({
      group: 6,
      what: `Calls answered, ${CLIENTS} at a time`,
      unit: 'a second',
      values: [calls / seconds],
      against: `${calls.toLocaleString('en-US')} calls`,
    }),
  );
}
