import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Refusal, RefusalCode } from '../domain/refusal';

/** 422: the key was used for something else. */
export class UnprocessableError extends Error {
  readonly statusCode = 422;
  override name = 'UnprocessableError';
}

/** 429: this person has to wait. */
export class TooManyRequestsError extends Error {
  readonly statusCode = 429;
  override name = 'TooManyRequestsError';
}

type ErrorClass = new (message: string) => Error;

/** What each refusal is on the wire. A new code does not compile without its line. */
const errorOf: Record<RefusalCode, ErrorClass> = {
  'not-found': NotFoundError,

  'own-request': NotAllowedError,
  'own-session': NotAllowedError,
  'not-an-approver': NotAllowedError,
  'not-your-stage': NotAllowedError,
  'same-reviewer': NotAllowedError,
  'not-yours': NotAllowedError,
  'requester-not-allowed': NotAllowedError,
  'not-in-identity-center': NotAllowedError,
  'disabled-in-identity-center': NotAllowedError,
  'unknown-person': NotAllowedError,
  'no-email': NotAllowedError,
  policy: NotAllowedError,
  'acting-for-somebody': NotAllowedError,

  'already-decided': ConflictError,
  'not-pending': ConflictError,
  'window-over': ConflictError,
  'version-changed': ConflictError,
  'already-pending': ConflictError,
  'already-have-access': ConflictError,
  'no-reviewer': ConflictError,
  paused: ConflictError,
  'account-moved': ConflictError,
  'reminded-recently': ConflictError,
  'already-ending': ConflictError,
  'already-ended': ConflictError,
  'still-open': ConflictError,
  'has-not-left': ConflictError,
  'no-longer-grantable': ConflictError,

  'invalid-values': InputError,
  'custom-sets-not-allowed': InputError,
  'name-taken': InputError,
  'sets-used-up': InputError,
  'policy-refused': InputError,
  'unknown-account': InputError,
  'ambiguous-account': InputError,
  'account-not-active': InputError,
  'set-not-offered': InputError,
  'too-long': InputError,
  'comment-required': InputError,
  'needs-own-review': InputError,
  'narrow-to-sort': InputError,
  'invalid-cursor': InputError,

  'idempotency-key-reused': UnprocessableError,
  'too-many-submissions': TooManyRequestsError,
  'too-many-pending': TooManyRequestsError,
  'too-many-checks': TooManyRequestsError,
  'too-many-reviews': TooManyRequestsError,
  'too-many-exports': TooManyRequestsError,
  'too-many-insights': TooManyRequestsError,
  'too-many-lists': TooManyRequestsError,
  'too-many-reads': TooManyRequestsError,
  'too-many-at-once': TooManyRequestsError,
  'aws-unavailable': ServiceUnavailableError,
  'took-too-long': ServiceUnavailableError,
  'not-tried': ServiceUnavailableError,
};

/**
 * Turns a refusal into the Backstage error that means it. Code and details
 * are properties of the error, which Backstage writes out as they are.
 */
export function errorFor(refusal: Refusal): Error {
  const { message, ...properties } = refusal;
  return Object.assign(new errorOf[refusal.code](message), properties);
}

/** One text for what does not exist and for what may not be read. */
export function notFound(what: 'request' | 'session' | 'account'): Error {
  return errorFor({
    code: 'not-found',
    message: `This ${what} does not exist or you may not see it.`,
  });
}
