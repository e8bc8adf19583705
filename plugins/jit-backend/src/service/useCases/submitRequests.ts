import {
  AccessRequest,
  Submission,
  SubmitRequest,
  SubmitRequests,
} from '@jit-portal/backstage-plugin-jit-common';
import { Refusal } from '../../domain/refusal';
import { repeatedProblem } from '../../domain/repeated';
import { IdempotencyKey } from '../../store/deeds/idempotency';
import type { SubmissionBegun } from '../../store/deeds/submissions';
import { bodyHashOf } from '../bodyHash';
import { Caller } from '../Caller';
import { eachInTurn } from '../eachInTurn';
import { inTurn } from '../inTurn';
import { isDecided, itemErrorOf } from '../itemErrors';
import { Bench } from '../Parts';
import { errorFor } from '../refusalErrors';
import { viewpointOf } from '../views/Viewpoint';
import { inPerson } from './inPerson';
import {
  KEY_REUSED,
  replayed,
  submitOne,
  tooManyAttempts,
} from './submitRequest';

const ROUTE = 'POST /submissions';

type Begun = Extract<SubmissionBegun, { kind: 'begun' }>;

function wrongValue({
  accountIds,
  permissionSet,
}: SubmitRequests): Refusal | undefined {
  if (permissionSet.type !== 'standard') {
    const message =
      'Ask for a custom permission set on one account at a time, or choose a standard one.';
    const details = [{ field: 'permissionSet.type', message }];
    return { code: 'invalid-values', message, details };
  }
  return repeatedProblem(accountIds, index => `accountIds.${index}`);
}

const TOO_MANY = {
  code: 'too-many-submissions',
  message: 'Others that you sent are still being looked up. Wait a little.',
} as const;

async function begin(
  { stores, submissionTurns, keyed, config }: Bench,
  body: SubmitRequests,
  idempotencyKey: string | undefined,
  caller: Caller,
): Promise<Begun> {
  if (idempotencyKey === undefined) {
    const id = await stores.requests.newId();
    return { kind: 'begun', id, refusals: new Map() };
  }
  // Each key is a row for a day, also where nothing comes of it
  if (!keyed.take(caller.ref)) throw errorFor(tooManyAttempts(config));
  const begun = await inTurn(submissionTurns, caller, TOO_MANY, () =>
    stores.requests.beginSubmission({
      userRef: caller.ref,
      key: idempotencyKey,
      bodyHash: bodyHashOf(body),
    }),
  );
  if (begun.kind === 'key-reused') throw errorFor(KEY_REUSED);
  return begun;
}

/** Each request of a keyed submission is made once, by a key of its own. */
function itemKey(
  userRef: string,
  submissionId: string,
  accountId: string,
): IdempotencyKey {
  return {
    userRef,
    route: ROUTE,
    key: `${submissionId} ${accountId}`,
    // The submission's own key has compared the bodies
    bodyHash: bodyHashOf(accountId),
  };
}

/** One of the requests of a submission whose key may be sent again. */
async function submitKeyed(
  bench: Bench,
  begun: Begun,
  body: SubmitRequest,
  caller: Caller,
): Promise<AccessRequest> {
  const { accountId } = body;
  const before = begun.refusals.get(accountId);
  if (before) throw Object.assign(new Error(before.message), before);
  const idempotency = itemKey(caller.ref, begun.id, accountId);
  const about = { idempotency, submissionId: begun.id };
  try {
    return await submitOne(bench, body, about, caller);
  } catch (error) {
    if (!isDecided(error)) throw error;
    const made = await bench.stores.requests.keepSubmissionRefusal(
      begun.id,
      accountId,
      itemErrorOf(error, bench.logger),
      idempotency,
    );
    if (!made) throw error;
    return replayed(bench, made, await viewpointOf(bench, caller));
  }
}

/**
 * Asks for one standard set on several accounts: a request each, in a
 * transaction each, judged as if it were alone.
 */
export async function submitRequests(
  bench: Bench,
  body: SubmitRequests,
  { idempotencyKey }: { idempotencyKey?: string },
  caller: Caller,
): Promise<Submission> {
  const data = { of: body.accountIds.length };
  await inPerson(bench, caller, { deed: 'request.create', data });
  const wrong = wrongValue(body);
  if (wrong) throw errorFor(wrong);
  const { accountIds, ...asked } = body;
  const begun = await begin(bench, body, idempotencyKey, caller);
  const results = await eachInTurn(bench, accountIds, accountId => {
    const one = { ...asked, accountId };
    return idempotencyKey === undefined
      ? submitOne(bench, one, { submissionId: begun.id }, caller)
      : submitKeyed(bench, begun, one, caller);
  });
  return {
    submissionId: begun.id,
    results: results.map((result, index) => ({
      accountId: accountIds[index],
      ...('done' in result ? { request: result.done } : result),
    })),
  };
}
