import {
  ReviewResult,
  SubmitReviews,
} from '@jit-portal/backstage-plugin-jit-common';
import { repeatedProblem } from '../../domain/repeated';
import { Caller } from '../Caller';
import { eachInTurn } from '../eachInTurn';
import { Bench } from '../Parts';
import { errorFor } from '../refusalErrors';
import { inPerson } from './inPerson';
import { saveReview } from './reviewRequest';

/** One person's decision on several requests; each is judged as if it were alone. */
export async function reviewRequests(
  bench: Bench,
  body: SubmitReviews,
  caller: Caller,
): Promise<{ results: ReviewResult[] }> {
  const { items, ...decision } = body;
  const data = { decision: body.decision, of: items.length };
  await inPerson(bench, caller, { deed: 'request.review', data });
  const repeated = repeatedProblem(
    items.map(({ id }) => id),
    index => `items.${index}.id`,
  );
  if (repeated) throw errorFor(repeated);
  const inBulk = { id: await bench.stores.requests.newId(), of: items.length };
  const results = await eachInTurn(bench, items, async ({ id, version }) => {
    const review = { ...decision, version };
    const saved = await saveReview(bench, id, review, caller, inBulk);
    return (
      await bench.presenter.requests([saved.request], saved.viewpoint)
    )[0];
  });
  return {
    results: results.map((result, index) => ({
      id: items[index].id,
      ...('done' in result ? { request: result.done } : result),
    })),
  };
}
