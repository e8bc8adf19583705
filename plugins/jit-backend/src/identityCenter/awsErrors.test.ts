import { sortAwsError, sortFailureReason } from './awsErrors';

function thrown(
  name: string,
  message: string,
  more: Record<string, unknown> = {},
): Error {
  return Object.assign(new Error(message), {
    name,
    $metadata: { httpStatusCode: 400 },
    ...more,
  });
}

describe('AWS trouble is sorted once', () => {
  it.each([
    [
      'ConflictException',
      'There is a conflicting operation in process.',
      'again-later',
      'busy',
    ],
    [
      'ConflictException',
      'PermissionSet with name X already exists.',
      'never',
      'name-taken',
    ],
    [
      'ConflictException',
      'Could not delete because PermissionSet has assignments',
      'again-later',
      'still-in-use',
    ],
    [
      'ConflictException',
      'X already has a typed link attachment to Y',
      'already-so',
      'already-attached',
    ],
    [
      'ResourceNotFoundException',
      'Assignment not found.',
      'already-so',
      'assignment-not-found',
    ],
    [
      'ResourceNotFoundException',
      'Instance arn:aws:sso:::instance/ssoins-1 not found',
      'never',
      'instance-not-found',
    ],
    [
      'ResourceNotFoundException',
      'PermissionSet with id arn:aws:sso:::permissionSet/ssoins-1/ps-1 not found',
      'never',
      'set-not-found',
    ],
    [
      'ResourceNotFoundException',
      'USER with id 1 not found',
      'never',
      'principal-not-found',
    ],
    [
      'ResourceNotFoundException',
      'Account 1 not found',
      'never',
      'account-not-found',
    ],
    ['ThrottlingException', 'Too many', 'again-later', 'throttled'],
    ['AccessDeniedException', 'not authorized', 'never', 'access-denied'],
    ['ValidationException', 'bad', 'never', 'invalid'],
    ['ServiceQuotaExceededException', 'full', 'never', 'quota'],
    ['ExpiredTokenException', 'expired', 'again-later', 'credentials'],
    ['CredentialsProviderError', 'none', 'again-later', 'credentials'],
  ])('%s: %s', (name, message, kind, code) => {
    const trouble = sortAwsError(thrown(name, message));
    expect(trouble).toMatchObject({ kind, code, mayHaveBegun: false });
    expect(trouble.message).toContain(message);
    expect(trouble.fix).not.toBe('');
  });

  it('an encryption key that cannot be used is told as such', () => {
    const error = thrown('AccessDeniedException', 'denied', {
      Reason: 'KMS_AccessDeniedException',
    });
    expect(sortAwsError(error)).toMatchObject({ code: 'kms', kind: 'never' });
  });

  it.each([
    [
      'a 500',
      thrown('InternalServerException', 'oops', {
        $metadata: { httpStatusCode: 500 },
      }),
      'unavailable',
      true,
    ],
    [
      'a reset',
      Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
      'timed-out',
      true,
    ],
    [
      'a time-out',
      Object.assign(new Error('aborted'), { name: 'AbortError' }),
      'timed-out',
      true,
    ],
    [
      'a refused connection',
      Object.assign(new Error('no'), { code: 'ECONNREFUSED' }),
      'unreachable',
      false,
    ],
    [
      'a name that does not resolve',
      Object.assign(new Error('no'), { code: 'ENOTFOUND' }),
      'unreachable',
      false,
    ],
  ])('%s: whether something may have begun', (_, error, code, mayHaveBegun) => {
    expect(sortAwsError(error)).toMatchObject({
      kind: 'again-later',
      code,
      mayHaveBegun,
    });
  });

  it.each([
    [
      'Received a 404 status error: Assignment not found.',
      'already-so',
      'assignment-not-found',
    ],
    [
      'Received a 404 status error: Permission set provision not found in AWS account 1.',
      'already-so',
      'set-not-provisioned',
    ],
    [
      'Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete.',
      'never',
      'access-denied',
    ],
    [
      'Received a 403 status error: Account 1 is not active.',
      'never',
      'account-closed',
    ],
    [
      'An unexpected internal service exception was encountered',
      'again-later',
      'unavailable',
    ],
    ['Cannot exceed quota for RolesPerAccount: 1000', 'never', 'quota'],
    [
      'Received a 404 status error: Account 1 not found.',
      'never',
      'account-not-found',
    ],
    ['The moon is full', 'never', 'aws-failed'],
  ])('FAILED with: %s', (reason, kind, code) => {
    expect(sortFailureReason(reason)).toMatchObject({ kind, code });
  });
});
