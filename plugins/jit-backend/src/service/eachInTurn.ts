import { ItemError } from '@jit-portal/backstage-plugin-jit-common';
import { itemErrorOf } from './itemErrors';
import { Bench } from './Parts';
import { errorFor } from './refusalErrors';

/** No more are begun after this; proxies give up at a minute. */
const ENOUGH_MS = 40_000;

/** What became of one of many. */
export type InTurn<T> = { done: T } | { error: ItemError };

/**
 * Does the same for each of several, one after the other, so that they share
 * AWS's calls with the engine as single ones do. None touches another: what
 * one throws is its own answer.
 */
export async function eachInTurn<TItem, TDone>(
  { logger, monotonic = () => performance.now() }: Bench,
  items: TItem[],
  work: (item: TItem) => Promise<TDone>,
): Promise<InTurn<TDone>[]> {
  const until = monotonic() + ENOUGH_MS;
  const results: InTurn<TDone>[] = [];
  for (const item of items) {
    try {
      if (monotonic() > until) {
        throw errorFor({
          code: 'not-tried',
          message: 'There was no time left for this one. Try again.',
        });
      }
      results.push({ done: await work(item) });
    } catch (error) {
      results.push({ error: itemErrorOf(error, logger) });
    }
  }
  return results;
}
