import { mkdirSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { HistorySize } from './ground/history';
import { Portal, Postgres, startPortal } from './ground/Portal';
import { measureColdStart } from './measure/coldStart';
import { measureDeeds } from './measure/deeds';
import { measureEngine } from './measure/engine';
import { measureMemory } from './measure/memory';
import { Measurement } from './measure/Measurement';
import { measureNotifications, measureReads } from './measure/reads';
import { measurePages } from './measure/pages';
import { CACHE, LIB } from './places';
import { Report } from './table';

const TWO_YEARS = 730;
/** How much smaller the history is that growth is taken from. */
const YOUNGER = 100;

export interface BenchPlan {
  size: HistorySize;
  /** How often each is measured. */
  rounds: number;
  /** How often people ask and review, and how many review at once. */
  deeds: { rounds: number; reviewers: number };
  /** How many sessions the engine sets up one by one, and at once. */
  sessions: { alone: number; together: number };
  /** How often pages are opened. */
  visits: number;
  /** What people ask of it in an hour. */
  calls: number;
  /** Groups of figures; all of them unless some are named. */
  only?: readonly number[];
}

/** The same organisation with the same days, but fewer of them behind it. */
function youngerOf(size: HistorySize): HistorySize {
  const requests = Math.ceil(size.requests / YOUNGER);
  return {
    ...size,
    requests,
    days: TWO_YEARS / YOUNGER,
    active: Math.min(size.active, Math.ceil(requests / 4)),
  };
}

function machine(): string {
  const all = cpus();
  return `${all.length} cores of ${all[0]?.model.trim() ?? 'unknown make'}`;
}

const ALL = [1, 2, 3, 4, 5, 6, 7];
/** Has a portal of its own, with nothing behind it. */
const COLD_START = 7;

async function measureWarm(
  plan: BenchPlan,
  postgres: Postgres,
  measurement: Measurement,
): Promise<void> {
  const { size, rounds } = plan;
  let small!: Portal;
  let large!: Portal;
  const start = async (name: string, of: HistorySize) =>
    startPortal(name, of, postgres, CACHE);
  await measurement.part('Filling and starting', async () => {
    small = await start('small', youngerOf(size));
    large = await start('large', { ...size, days: TWO_YEARS });
  });
  if (!large) return;
  try {
    const { only = ALL } = plan;
    const part = async (
      groups: number[],
      what: string,
      measured: () => Promise<void>,
    ) => {
      if (!groups.some(group => only.includes(group))) return;
      await measurement.part(what, measured);
    };
    await part([1, 2], 'Lists, counts, items and searches', () =>
      measureReads(measurement, large, small, rounds),
    );
    await part([1], 'Notifications', () =>
      measureNotifications(measurement, large, postgres, rounds),
    );
    await part([3], 'Submission and review', () =>
      measureDeeds(measurement, large, postgres, plan.deeds),
    );
    await part([4], 'The engine', () =>
      measureEngine(measurement, large, plan.sessions),
    );
    await part([5], 'Pages', () =>
      measurePages(measurement, large, plan.visits),
    );
    await part([6], 'Memory', () =>
      measureMemory(measurement, large, plan.calls),
    );
  } finally {
    for (const portal of [small, large]) {
      await portal.db.destroy();
      await portal.stop();
    }
  }
}

async function measureAll(
  plan: BenchPlan,
  postgres: Postgres,
  measurement: Measurement,
): Promise<void> {
  const { only = ALL, size } = plan;
  if (only.some(group => group !== COLD_START)) {
    await measureWarm(plan, postgres, measurement);
  }
  if (!only.includes(COLD_START)) return;
  await measurement.part('A cold start', async () => {
    const cold = await startPortal('cold', size, postgres, CACHE, {
      isCold: true,
    });
    try {
      await measureColdStart(measurement, cold);
    } finally {
      await cold.db.destroy();
      await cold.stop();
    }
  });
}

/** Brings a PostgreSQL, fills it, measures, and leaves nothing behind. */
export async function bench(plan: BenchPlan): Promise<Report> {
  const { startPostgres } = await import(`${LIB}/postgres.mjs`);
  const { stopAll } = await import(`${LIB}/processes.mjs`);
  rmSync(CACHE, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  const began = performance.now();
  const postgres = await startPostgres();
  const measurement = new Measurement();
  try {
    await measureAll(plan, postgres, measurement);
  } finally {
    await stopAll();
    await postgres.stop();
  }
  const { requests, accounts, permissionSets, users, active } = plan.size;
  return {
    size: {
      requests,
      accounts,
      'permission sets': permissionSets,
      users,
      'active sessions': active,
    },
    machine: machine(),
    seconds: (performance.now() - began) / 1000,
    figures: measurement.figures,
    failures: measurement.failures,
  };
}
