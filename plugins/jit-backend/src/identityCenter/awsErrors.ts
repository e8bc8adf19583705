/*
 * AWS trouble, sorted once. Everything behind the port throws `AwsTrouble`, so
 * that the engine asks three questions and no others: does it pass by itself,
 * is what we wanted already so, could the change have begun all the same?
 */

/**
 * - `again-later`: passes by itself or by somebody's fix; try again
 * - `already-so`: what we asked for is so already
 * - `never`: asking again gives the same answer
 */
export type TroubleKind = 'again-later' | 'already-so' | 'never';

/** What happened, for people: a sentence, and what to do about it. */
export interface Explained {
  code: string;
  message: string;
  fix: string;
}

export interface Sorted extends Explained {
  kind: TroubleKind;
}

/** Trouble with AWS, sorted. */
export class AwsTrouble extends Error implements Sorted {
  readonly kind: TroubleKind;
  readonly code: string;
  readonly fix: string;
  /** A change may have begun although no answer came: look it up (H1). */
  readonly mayHaveBegun: boolean;

  constructor(sorted: Sorted, mayHaveBegun: boolean, cause?: unknown) {
    super(sorted.message, { cause });
    this.name = 'AwsTrouble';
    this.kind = sorted.kind;
    this.code = sorted.code;
    this.fix = sorted.fix;
    this.mayHaveBegun = mayHaveBegun;
  }
}

/** Not-found of these kinds says that an assignment cannot stand (H10). */
export const absenceCodes: readonly string[] = [
  'assignment-not-found',
  'set-not-provisioned',
  'principal-not-found',
  'set-not-found',
];

interface Rule {
  when: RegExp;
  sorted: Omit<Sorted, 'message'> & { message?: string };
}

const WAIT = 'Nothing to do: it is tried again by itself.';
const ASK_ADMIN = 'Ask an administrator of JIT Access to look at it.';

const NOT_FOUND: Rule[] = [
  {
    when: /permission ?set provision|not provisioned/i,
    sorted: { kind: 'already-so', code: 'set-not-provisioned', fix: WAIT },
  },
  {
    when: /assignment/i,
    sorted: { kind: 'already-so', code: 'assignment-not-found', fix: WAIT },
  },
  {
    when: /permission ?set/i,
    sorted: {
      kind: 'never',
      code: 'set-not-found',
      fix: 'The permission set no longer exists. Ask for another one.',
    },
  },
  {
    when: /instance/i,
    sorted: {
      kind: 'never',
      code: 'instance-not-found',
      fix: 'An administrator should check jit.aws.instanceArn and jit.aws.region.',
    },
  },
  {
    when: /policy/i,
    sorted: {
      kind: 'never',
      code: 'policy-not-found',
      fix: 'The account needs the customer managed policy that the permission set refers to. Its owners can create it.',
    },
  },
  {
    when: /account/i,
    sorted: {
      kind: 'never',
      code: 'account-not-found',
      fix: 'The account is not in the organization. Its owners should check the catalog entity.',
    },
  },
  {
    when: /user|principal|group/i,
    sorted: {
      kind: 'never',
      code: 'principal-not-found',
      fix: 'The person is not in Identity Center. Ask the identity team.',
    },
  },
  {
    when: /./s,
    sorted: { kind: 'never', code: 'not-found', fix: ASK_ADMIN },
  },
];

/** ConflictException has four meanings that only its text tells apart. */
const CONFLICT: Rule[] = [
  {
    when: /already exists/i,
    sorted: {
      kind: 'never',
      code: 'name-taken',
      fix: 'Choose another name for the permission set.',
    },
  },
  {
    when: /could not delete/i,
    sorted: { kind: 'again-later', code: 'still-in-use', fix: WAIT },
  },
  {
    when: /already has a/i,
    sorted: { kind: 'already-so', code: 'already-attached', fix: WAIT },
  },
  {
    when: /./s,
    sorted: { kind: 'again-later', code: 'busy', fix: WAIT },
  },
];

/** What an asynchronous FAILED says in its reason. */
const FAILURE_REASONS: Rule[] = [
  {
    when: /unexpected internal|internal (server|service|error|failure)/i,
    sorted: { kind: 'again-later', code: 'unavailable', fix: WAIT },
  },
  {
    when: /throttl|too many requests|rate exceeded|try again/i,
    sorted: { kind: 'again-later', code: 'throttled', fix: WAIT },
  },
  {
    when: /conflicting operation/i,
    sorted: { kind: 'again-later', code: 'busy', fix: WAIT },
  },
  {
    when: /quota|limit ?exceeded|cannot exceed|exceeded the/i,
    sorted: {
      kind: 'never',
      code: 'quota',
      fix: 'A quota in the account is used up (often IAM roles or policies per role). The account’s owners can raise it.',
    },
  },
  {
    when: /suspended|closed|not active/i,
    sorted: {
      kind: 'never',
      code: 'account-closed',
      fix: 'The account is suspended or closed. Its owners know more.',
    },
  },
  {
    when: /access ?denied|not authorized|\b403\b/i,
    sorted: {
      kind: 'never',
      code: 'access-denied',
      fix: 'AWS does not let JIT Access change this account. An administrator should check the backend role and, for the management account, its IAM rights.',
    },
  },
  {
    when: /customer managed polic|polic(y|ies) .*(not|missing)/i,
    sorted: {
      kind: 'never',
      code: 'policy-not-found',
      fix: 'The account needs the customer managed policy that the permission set refers to. Its owners can create it.',
    },
  },
];

const MESSAGES: Record<string, string> = {
  throttled: 'AWS answers too many requests at the moment',
  unavailable: 'Identity Center had an internal error',
  'timed-out': 'Identity Center did not answer in time',
  unreachable: 'Identity Center cannot be reached',
  busy: 'Another change to the same access is still in progress in AWS',
  'access-denied': 'AWS refused: JIT Access lacks a permission',
  kms: 'AWS refused: the encryption key of Identity Center cannot be used',
  credentials: 'AWS does not accept the credentials of JIT Access',
  quota: 'An AWS quota is used up',
  invalid: 'AWS refused the request as invalid',
  'aws-failed': 'Identity Center could not make the change',
};

function tell(rule: Rule['sorted'], said: string): Sorted {
  const sentence = MESSAGES[rule.code] ?? 'Identity Center refused';
  return { ...rule, message: said ? `${sentence}: ${said}` : sentence };
}

function pick(rules: Rule[], said: string): Sorted {
  const rule = rules.find(r => r.when.test(said)) ?? rules[rules.length - 1];
  return tell(rule.sorted, said);
}

/** Sorts the reason of an asynchronous FAILED. */
export function sortFailureReason(reason: string): Sorted {
  if (/404|not found/i.test(reason)) return pick(NOT_FOUND, reason);
  const rule = FAILURE_REASONS.find(r => r.when.test(reason));
  return tell(
    rule?.sorted ?? { kind: 'never', code: 'aws-failed', fix: ASK_ADMIN },
    reason,
  );
}

const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'];
const CREDENTIALS =
  /ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|CredentialsProvider|IncompleteSignature/;
const FIX_CREDENTIALS =
  'An administrator should check the AWS credentials of the backend.';
const FIX_RIGHTS =
  'An administrator should compare the backend role with the policy in the documentation.';

type AwsError = Error & {
  code?: string;
  Reason?: string;
  $metadata?: { httpStatusCode?: number };
  $response?: { statusCode?: number };
};

function sortByName(error: AwsError, said: string): Sorted | undefined {
  switch (error.name) {
    case 'ThrottlingException':
    case 'TooManyRequestsException':
      return tell({ kind: 'again-later', code: 'throttled', fix: WAIT }, said);
    case 'ConcurrentModificationException':
    case 'PolicyChangesInProgressException':
      return tell({ kind: 'again-later', code: 'busy', fix: WAIT }, said);
    case 'ConflictException':
      return pick(CONFLICT, said);
    case 'ResourceNotFoundException':
      return pick(NOT_FOUND, said);
    case 'AccessDeniedException':
      return tell(
        { kind: 'never', code: 'access-denied', fix: FIX_RIGHTS },
        said,
      );
    case 'ServiceQuotaExceededException':
      return tell({ kind: 'never', code: 'quota', fix: ASK_ADMIN }, said);
    case 'ValidationException':
      return tell({ kind: 'never', code: 'invalid', fix: ASK_ADMIN }, said);
    default:
      return undefined;
  }
}

function sortKms(error: AwsError, said: string): Sorted | undefined {
  if (!error.Reason?.startsWith('KMS_')) return undefined;
  return tell(
    {
      kind: 'never',
      code: 'kms',
      fix: 'Whoever runs Identity Center should let the backend role use its KMS key (kms:Decrypt).',
    },
    `${said} (${error.Reason})`,
  );
}

/** Sorts whatever an SDK call threw. */
export function sortAwsError(thrown: unknown): AwsTrouble {
  if (thrown instanceof AwsTrouble) return thrown;
  const error = thrown as AwsError;
  const said = error?.message ?? String(thrown);
  const status = error?.$metadata?.httpStatusCode;
  const named = sortKms(error, said) ?? sortByName(error, said);
  if (named) return new AwsTrouble(named, false, thrown);
  if (CREDENTIALS.test(error?.name ?? '')) {
    return new AwsTrouble(
      tell(
        { kind: 'again-later', code: 'credentials', fix: FIX_CREDENTIALS },
        said,
      ),
      false,
      thrown,
    );
  }
  if (UNREACHABLE.includes(error?.code ?? '')) {
    return new AwsTrouble(
      tell({ kind: 'again-later', code: 'unreachable', fix: WAIT }, said),
      false,
      thrown,
    );
  }
  if (status !== undefined && status < 500) {
    return new AwsTrouble(
      tell({ kind: 'never', code: 'invalid', fix: ASK_ADMIN }, said),
      false,
      thrown,
    );
  }
  // A 5xx, a time-out or a reset: AWS may have begun all the same
  const code = status === undefined ? 'timed-out' : 'unavailable';
  return new AwsTrouble(
    tell({ kind: 'again-later', code, fix: WAIT }, said),
    true,
    thrown,
  );
}
