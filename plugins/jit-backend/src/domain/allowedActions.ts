import {
  AllowedAction,
  isFinalSession,
  isPending,
  RequestActionName,
  SessionActionName,
} from '@jit-portal/backstage-plugin-jit-common';
import { cancel, remind } from './cancel';
import { release, revoke } from './end';
import { RequestRecord, SessionRecord } from './model';
import { Judgement, RefusalCode } from './refusal';
import { mayApprove, mayReview } from './review';
import { Approver } from './reviewer';

/** The policy's half of each right; the built-in rule is the other (H20). */
export interface PolicyHalf {
  review?: boolean;
  cancel?: boolean;
  revoke?: boolean;
  release?: boolean;
}

/** Refusals that no change of the item could lift for this person. */
const NEVER: RefusalCode[] = ['not-an-approver', 'own-request', 'own-session'];

const POLICY_SENTENCE = 'Your organization’s policy does not allow this.';

function action<TName extends string>(
  name: TName,
  judged: Judgement<unknown>,
  policyAllows: boolean,
): AllowedAction<TName> {
  if (!judged.ok) {
    return { name, allowed: false, because: judged.refusal.message };
  }
  return policyAllows
    ? { name, allowed: true }
    : { name, allowed: false, because: POLICY_SENTENCE };
}

/**
 * What somebody may do with a request now, by the same rules that obey the
 * command. What can never be this person's is left out.
 */
export function requestActions(
  request: RequestRecord,
  by: Approver,
  policy: PolicyHalf,
  now: Date,
): AllowedAction<RequestActionName>[] {
  if (!isPending(request.status)) return [];
  const actions: AllowedAction<RequestActionName>[] = [];
  const turn = mayReview(request, by, now);
  if (turn.ok || !NEVER.includes(turn.refusal.code)) {
    const policyAllows = policy.review ?? false;
    const approval = mayApprove(request, by, now);
    actions.push(action('approve', approval, policyAllows));
    actions.push(action('reject', turn, policyAllows));
  }
  if (request.requester.ref === by.ref) {
    const policyAllows = policy.cancel ?? false;
    actions.push(action('cancel', cancel(request, by.ref), policyAllows));
    actions.push(action('remind', remind(request, by.ref, now), policyAllows));
  }
  return actions;
}

/** What somebody may do with a session now; see requestActions. */
export function sessionActions(
  session: SessionRecord,
  by: Approver,
  policy: PolicyHalf,
): AllowedAction<SessionActionName>[] {
  if (isFinalSession(session.status)) return [];
  if (session.user.ref === by.ref) {
    return [
      action('release', release(session, by.ref), policy.release ?? false),
    ];
  }
  const judged = revoke(session, by);
  if (!judged.ok && NEVER.includes(judged.refusal.code)) return [];
  return [action('revoke', judged, policy.revoke ?? false)];
}
