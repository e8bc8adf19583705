import { Aws } from './Aws';
import { LiveAssignment, LiveList } from './LiveList';

/** AWS lists what was deleted for a while yet; and answers may be lost. */
const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 2_000;
const POLL_MS = 1_000;
const MOST_POLLS = 300;

/** What was asked for. */
export interface ReapOptions {
  list: LiveList;
  now: Date;
  /** False: only tell. */
  apply: boolean;
  /** What is not over yet, too. */
  all: boolean;
  aws: Aws;
  pause: (milliseconds: number) => Promise<void>;
  say: (line: string) => void;
}

type Outcome = 'gone' | 'was gone' | 'would go' | 'stays' | 'STILL THERE';

function ageOf(from: Date, to: Date): string {
  const minutes = Math.round((to.getTime() - from.getTime()) / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

async function untilDone(aws: Aws, requestId: string, { pause }: ReapOptions) {
  for (let poll = 0; poll < MOST_POLLS; poll++) {
    const failure = await aws.failure(requestId);
    if (failure === undefined) return;
    if (failure !== 'pending') throw new Error(failure);
    await pause(POLL_MS);
  }
  throw new Error('AWS does not finish');
}

/**
 * Deletes until a list lacks it. What an attempt came to is never believed:
 * an answer may be lost, and one that failed may have been done before.
 */
async function takeAway(
  one: LiveAssignment,
  options: ReapOptions,
): Promise<Outcome> {
  const { aws, pause, say } = options;
  let deleted = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      if (!(await aws.has(one))) return deleted ? 'gone' : 'was gone';
      deleted = true;
      await untilDone(aws, await aws.delete(one), options);
    } catch (error) {
      say(`  ${(error as Error).name}: ${(error as Error).message}`);
    }
    await pause(FIRST_PAUSE_MS * 2 ** Math.min(attempt, 4));
  }
  const there = await aws.has(one).catch(() => true);
  return there ? 'STILL THERE' : 'gone';
}

/**
 * Takes away what the list says is over, one after the other, and nothing
 * that is not in it.
 *
 * @returns how many should be gone and are not
 * @throws Error before anything is touched, where AWS is not the list's
 */
export async function reap(options: ReapOptions): Promise<number> {
  const { list, now, apply, all, aws, say } = options;
  await aws.checkHome();
  const writtenAt = new Date(list.writtenAt);
  say(
    `${list.assignments.length} live assignments, as of ${
      list.writtenAt
    } (${ageOf(writtenAt, now)} ago); what was given since is not among them`,
  );
  const counts = new Map<Outcome, number>();
  for (const one of list.assignments) {
    const isOver = all || new Date(one.endsAt) <= now;
    let outcome: Outcome = isOver ? 'would go' : 'stays';
    if (isOver && apply) outcome = await takeAway(one, options);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    say(
      `${outcome.padEnd(11)}  ${one.accountId} ${one.accountName}  ${
        one.permissionSetName
      }  ${one.user}  until ${one.endsAt}  ${one.sessions.join(' ')}`,
    );
  }
  say([...counts].map(([outcome, n]) => `${outcome}: ${n}`).join(', '));
  if (!apply) say('Nothing was touched. --apply does it.');
  return counts.get('STILL THERE') ?? 0;
}
