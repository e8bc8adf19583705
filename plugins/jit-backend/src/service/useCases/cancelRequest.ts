import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { cancel, remind } from '../../domain/cancel';
import { Actor, RequestRecord } from '../../domain/model';
import { Judgement, Refusal } from '../../domain/refusal';
import { actorOf, Caller } from '../Caller';
import { Bench } from '../Parts';
import { viewpointOf } from '../views/Viewpoint';
import { readableRequest } from './requests';

const POLICY: Refusal = {
  code: 'policy',
  message: 'Your organization’s policy does not allow this.',
};

/** What a requester does with a request of their own. */
interface OwnDeed {
  name: 'request.cancel' | 'request.remind';
  judge(request: RequestRecord, now: Date): Judgement<undefined>;
  save(
    request: RequestRecord,
    actor: Actor,
  ): Promise<RequestRecord | undefined>;
}

async function doOwnDeed(
  bench: Bench,
  id: string,
  caller: Caller,
  deed: OwnDeed,
): Promise<AccessRequest> {
  const { stores, refusals, presenter, onChanged } = bench;
  const request = await readableRequest(bench, id, caller);
  const viewpoint = await viewpointOf(bench, caller);
  const actor = actorOf(caller, viewpoint.person.displayName);
  const refuse = (refusal: Refusal) =>
    refusals.refuse(refusal, {
      actor,
      deed: deed.name,
      requestId: request.id,
      accountId: request.account.id,
    });
  const judged = deed.judge(request, await stores.requests.now());
  if (!judged.ok) throw await refuse(judged.refusal);
  const [allowed] = await caller.allowed('request.cancel', [request]);
  if (!allowed) throw await refuse(POLICY);
  const saved = await deed.save(request, actor);
  if (!saved) {
    // Somebody was quicker: say what is so now
    const current = (await stores.requests.find(request.id))!;
    const again = deed.judge(current, await stores.requests.now());
    throw await refuse(
      again.ok
        ? { code: 'version-changed', message: 'This request has just changed.' }
        : again.refusal,
    );
  }
  onChanged();
  return (await presenter.requests([saved], viewpoint))[0];
}

/** The requester takes a request back. */
export function cancelRequest(
  bench: Bench,
  id: string,
  caller: Caller,
): Promise<AccessRequest> {
  return doOwnDeed(bench, id, caller, {
    name: 'request.cancel',
    judge: request => cancel(request, caller.ref),
    save: (request, actor) => bench.stores.requests.saveCancel(request, actor),
  });
}

/** The requester asks reviewers again. */
export function remindReviewers(
  bench: Bench,
  id: string,
  caller: Caller,
): Promise<AccessRequest> {
  return doOwnDeed(bench, id, caller, {
    name: 'request.remind',
    judge: (request, now) => remind(request, caller.ref, now),
    save: (request, actor) => bench.stores.requests.saveRemind(request, actor),
  });
}
