/**
 * An error as AWS answers it: its name goes on the wire as `__type`.
 *
 * @public
 */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number = 400,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

export const notFound = (message: string) =>
  new AwsError('ResourceNotFoundException', message);
export const conflict = (message: string) =>
  new AwsError('ConflictException', message);
export const invalid = (message: string) =>
  new AwsError('ValidationException', message);
export const overQuota = (message: string) =>
  new AwsError('ServiceQuotaExceededException', message);

/** @see aws-identity-center.md, the throttle's own words */
export const throttled = () =>
  new AwsError(
    'ThrottlingException',
    'There are too many requests processing. Please try again later.',
  );

/** Thrown where a call is taken, and its answer never leaves. */
export class AnswerLost extends Error {}
