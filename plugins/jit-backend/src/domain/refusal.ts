import { FieldProblem } from '@jit-portal/backstage-plugin-jit-common';

/** Every reason for which a deed is refused; what each means on the wire stands in service/refusalErrors.ts. */
export type RefusalCode =
  // 404
  | 'not-found'
  // 403
  | 'own-request'
  | 'own-session'
  | 'not-an-approver'
  | 'not-your-stage'
  | 'same-reviewer'
  | 'not-yours'
  | 'requester-not-allowed'
  | 'not-in-identity-center'
  | 'disabled-in-identity-center'
  | 'unknown-person'
  | 'no-email'
  | 'policy'
  | 'acting-for-somebody'
  // 409
  | 'already-decided'
  | 'not-pending'
  | 'window-over'
  | 'version-changed'
  | 'already-pending'
  | 'already-have-access'
  | 'no-reviewer'
  | 'paused'
  | 'account-moved'
  | 'reminded-recently'
  | 'already-ending'
  | 'already-ended'
  | 'still-open'
  | 'has-not-left'
  // 400
  | 'invalid-values'
  | 'custom-sets-not-allowed'
  | 'name-taken'
  | 'sets-used-up'
  | 'policy-refused'
  | 'unknown-account'
  | 'ambiguous-account'
  | 'account-not-active'
  | 'set-not-offered'
  | 'too-long'
  | 'comment-required'
  | 'needs-own-review'
  | 'narrow-to-sort'
  | 'invalid-cursor'
  // 409 at the last approval, where 400 is what submission says
  | 'no-longer-grantable'
  // 422, 429, 503
  | 'idempotency-key-reused'
  | 'too-many-submissions'
  | 'too-many-pending'
  | 'too-many-checks'
  | 'too-many-reviews'
  | 'too-many-exports'
  | 'too-many-insights'
  | 'too-many-lists'
  | 'too-many-reads'
  | 'too-many-at-once'
  | 'aws-unavailable'
  | 'took-too-long'
  | 'not-tried';

/** A refusal is a value: a stable code, a sentence for people, and what it is about. */
export interface Refusal {
  code: RefusalCode;
  message: string;
  details?: FieldProblem[];
  /** On a decided stage: who, and when. */
  decidedBy?: string;
  decidedAt?: string;
}

/** What a rule answers: yes with what follows, or no with its reason. */
export type Judgement<T> =
  | { ok: true; value: T }
  | { ok: false; refusal: Refusal };

export function accept<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refuse(
  code: RefusalCode,
  message: string,
  more: Omit<Refusal, 'code' | 'message'> = {},
): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, message, ...more } };
}
