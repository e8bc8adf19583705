import { ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { WorkerNews } from './worker';

type HistoryNews = Extract<WorkerNews, { type: 'history' }>;

/** Which histories to run, and where. */
export interface Job {
  seed: number;
  count: number;
  workers: number;
  /** A deliberate bug to put into the sources. */
  mutation?: string;
}

function hire(job: Job, first: number, count: number): ChildProcess {
  const mutate = job.mutation
    ? ['--require', join(__dirname, 'mutate.cjs')]
    : [];
  const { JIT_MUTATION, ...env } = process.env;
  return fork(join(__dirname, 'main.ts'), [], {
    // The bug has to be there before anything is compiled
    execArgv: [...mutate, ...process.execArgv],
    env: {
      ...env,
      JIT_HISTORIES: `${first},${count}`,
      ...(job.mutation && { JIT_MUTATION: job.mutation }),
    },
  });
}

/**
 * Runs histories in processes of their own.
 *
 * @param onHistory - is told of each; `true` stops everybody
 */
export async function runCrew(
  job: Job,
  onHistory: (news: HistoryNews) => boolean | void,
): Promise<void> {
  const share = Math.ceil(job.count / job.workers);
  const crew: ChildProcess[] = [];
  let stopped = false;
  const stop = () => {
    stopped = true;
    crew.forEach(one => one.kill());
  };
  const work = async (n: number) => {
    const count = Math.min(share, job.count - n * share);
    if (count <= 0) return;
    const child = hire(job, job.seed + n * share, count);
    crew.push(child);
    await new Promise<void>((resolve, reject) => {
      child.on('message', (news: WorkerNews) => {
        if (news.type === 'history' && !stopped && onHistory(news)) stop();
      });
      child.on('exit', code => {
        if (code === 0 || stopped) resolve();
        else reject(new Error(`A worker ended with status ${code}`));
      });
    });
  };
  await Promise.all(Array.from({ length: job.workers }, (_, n) => work(n)));
}
