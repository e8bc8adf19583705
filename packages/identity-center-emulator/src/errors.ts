/**
 * An error as AWS answers it: its code goes on the wire as `__type`.
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
export const denied = (message: string) =>
  new AwsError('AccessDeniedException', message);

/** The sentence that Identity Center uses for its call rate and its open operations alike. */
export const TOO_MANY =
  'There are too many requests processing. Please try again later.';
export const throttled = () => new AwsError('ThrottlingException', TOO_MANY);

/** A write that races another one for the same assignment or set. */
export const IN_PROCESS = 'There is a conflicting operation in process.';

/** Something a person handed in is wrong: one sentence, no stack. @public */
export class PlainError extends Error {}
