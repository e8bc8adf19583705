import { Aws } from './Aws';
import { LiveAssignment, LiveList } from './LiveList';

/** A list may lag behind: two that are so far apart, or a deletion that AWS confirms. */
const AGAIN_MS = 30_000;

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
 * Deletes until it is proven gone: AWS has confirmed a deletion and a list
 * lacks it, or two lists lack it that are half a minute apart. What else an
 * attempt came to is never believed: an answer may be lost, and one that
 * failed may have been done before. Seen once is enough to delete it: of what
 * is over nothing should be there, and a deletion of nothing changes nothing.
 *
 * @param lacked - whether a list lacked it half a minute ago
 * @returns undefined where the first list lacks it: look again, later
 */
async function takeAway(
  one: LiveAssignment,
  options: ReapOptions,
  lacked: boolean = false,
): Promise<Outcome | undefined> {
  const { aws, pause, say } = options;
  let lacks = lacked;
  let isDeleted = false;
  let outcome: Outcome = 'was gone';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      if (await aws.has(one)) {
        outcome = 'gone';
        lacks = false;
        isDeleted = false;
        await untilDone(aws, await aws.delete(one), options);
        isDeleted = true;
      } else if (isDeleted || lacks) {
        return outcome;
      } else if (outcome === 'was gone') {
        return undefined;
      } else {
        lacks = true;
        await pause(AGAIN_MS);
      }
    } catch (error) {
      say(`  ${(error as Error).name}: ${(error as Error).message}`);
    }
    await pause(FIRST_PAUSE_MS * 2 ** Math.min(attempt, 4));
  }
  const there = await aws.has(one).catch(() => true);
  return !there && (isDeleted || lacks) ? outcome : 'STILL THERE';
}

/** Of those that one list lacked, once more and half a minute later. */
async function lookAgain(
  unseen: LiveAssignment[],
  options: ReapOptions,
  tell: (one: LiveAssignment, outcome: Outcome) => void,
): Promise<void> {
  if (unseen.length === 0) return;
  options.say(
    `AWS's list lacks ${unseen.length} of them; it may lag behind, so they are looked for once more`,
  );
  await options.pause(AGAIN_MS);
  for (const one of unseen) {
    const outcome = await takeAway(one, options, true);
    tell(one, outcome ?? 'STILL THERE');
  }
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
  const tell = (one: LiveAssignment, outcome: Outcome) => {
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    say(
      `${outcome.padEnd(11)}  ${one.accountId} ${one.accountName}  ${
        one.permissionSetName
      }  ${one.user}  until ${one.endsAt}  ${one.sessions.join(' ')}`,
    );
  };
  const unseen: LiveAssignment[] = [];
  for (const one of list.assignments) {
    const isOver = all || new Date(one.endsAt) <= now;
    if (!isOver) tell(one, 'stays');
    else if (!apply) tell(one, 'would go');
    else {
      const outcome = await takeAway(one, options);
      if (outcome) tell(one, outcome);
      else unseen.push(one);
    }
  }
  await lookAgain(unseen, options, tell);
  say([...counts].map(([outcome, n]) => `${outcome}: ${n}`).join(', '));
  if (!apply) say('Nothing was touched. --apply does it.');
  return counts.get('STILL THERE') ?? 0;
}
