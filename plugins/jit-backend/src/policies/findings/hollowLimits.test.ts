import fc from 'fast-check';
import { IamDataReference } from '../data/IamDataReference';
import { Facts } from '../data/ServiceFacts';
import { readPolicy } from '../reading/readPolicy';
import { judgePolicies } from './judge';

/*
 * What looks like a limit and is none: conditions that always hold, patterns
 * that reach everything. Whoever writes one is judged as if it were not there.
 */

const ACCOUNT = '111122223333';

let facts: Facts;
beforeAll(async () => {
  const services = ['iam', 'lambda', 'kms', 's3', 'sts', 'secretsmanager'];
  facts = await new IamDataReference().read([...services, 'sso', 'ec2']);
});

function found(...statements: object[]): string[] {
  const document = {
    Version: '2012-10-17',
    Statement: statements.map(one => ({ Effect: 'Allow', ...one })),
  };
  const reading = readPolicy(JSON.stringify(document));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const policies = [{ source: 'inline', policy: reading.policy }];
  return judgePolicies(
    { policies, managed: [], facts, account: ACCOUNT },
    { neverGrant: [] },
  ).map(({ severity, code }) => `${severity} ${code}`);
}

const PASS = ['iam:PassRole', 'lambda:CreateFunction'];
const GRANT = ['kms:CreateGrant'];
const PUT = ['s3:PutObject'];
const EDIT = ['iam:PutRolePolicy'];

describe('a condition that leaves nothing out', () => {
  it.each<[string, string[], string, string, string | string[]]>([
    [
      'HIGH escalates-by-pass-role',
      PASS,
      'StringEqualsIgnoreCase',
      'iam:PassedToService',
      'LAMBDA.amazonaws.com',
    ],
    [
      'HIGH escalates-by-pass-role',
      PASS,
      'StringEquals',
      'iam:PassedToService',
      '${iam:PassedToService}',
    ],
    [
      'MEDIUM missing-condition',
      PASS,
      'StringEquals',
      'iam:PassedToService',
      '${iam:PassedToService}',
    ],
    [
      'MEDIUM missing-condition',
      PASS,
      'StringLike',
      'iam:PassedToService',
      '*.amazonaws.com',
    ],
    [
      'HIGH escalates-by-policy-edit',
      EDIT,
      'StringLike',
      'iam:PermissionsBoundary',
      'arn:*',
    ],
    [
      'HIGH escalates-by-policy-edit',
      EDIT,
      'StringEquals',
      'iam:PermissionsBoundary',
      'arn:aws:iam::aws:policy/AdministratorAccess',
    ],
    [
      'HIGH escalates-by-policy-edit',
      ['iam:DeleteRolePermissionsBoundary'],
      'StringEquals',
      'iam:PermissionsBoundary',
      `arn:aws:iam::${ACCOUNT}:policy/app-boundary`,
    ],
    [
      'HIGH shares-outside',
      GRANT,
      'Bool',
      'kms:GrantIsForAWSResource',
      'false',
    ],
    [
      'LOW missing-condition',
      GRANT,
      'Bool',
      'kms:GrantIsForAWSResource',
      'false',
    ],
    ['HIGH shares-outside', GRANT, 'StringLike', 'kms:ViaService', '*.com'],
    [
      'MEDIUM copies-data-out',
      PUT,
      'StringEquals',
      'aws:ResourceAccount',
      '${aws:ResourceAccount}',
    ],
    [
      'MEDIUM copies-data-out',
      PUT,
      'StringLike',
      'aws:ResourceAccount',
      [...'0123456789'].map(digit => `${digit}*`),
    ],
    [
      'MEDIUM copies-data-out',
      PUT,
      'StringEquals',
      's3:ResourceAccount',
      '444455556666',
    ],
    [
      'MEDIUM copies-data-out',
      PUT,
      'StringEquals',
      'aws:ResourceOrgID',
      'o-exampleorg',
    ],
    [
      'MEDIUM copies-data-out',
      PUT,
      'Bool',
      'aws:ResourceAccount',
      '${aws:PrincipalAccount}',
    ],
  ])('leaves %s: %j under %s %s %j', (code, Action, operator, key, value) => {
    const Condition = { [operator]: { [key]: value } };
    expect(found({ Action, Resource: '*' })).toContain(code);
    expect(found({ Action, Resource: '*', Condition })).toContain(code);
  });

  it('and has a variable of its own key takes no finding away', () => {
    const key = fc.constantFrom(
      ...['iam:PassedToService', 'iam:PermissionsBoundary'],
      ...['kms:GrantIsForAWSResource', 'kms:ViaService', 'aws:ResourceOrgID'],
      ...['aws:ResourceAccount', 's3:ResourceAccount'],
      ...['iam:AssociatedResourceArn', 'iam:AWSServiceName'],
    );
    const operator = fc.constantFrom(
      ...['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'Bool'],
      ...['ArnEquals', 'ArnLike', 'ForAnyValue:StringLike'],
    );
    const shape = fc.constantFrom(
      (name: string) => `\${${name}}`,
      (name: string) => `\${${name.toUpperCase()}}`,
      (name: string) => `*\${${name}}`,
      (name: string) => `\${${name}, 'none'}*`,
      (name: string) => `\${${name}, '}'}`,
    );
    const actions = fc.subarray(
      [...PASS, ...GRANT, ...PUT, ...EDIT, 'iam:CreateServiceLinkedRole'],
      { minLength: 1 },
    );
    fc.assert(
      fc.property(actions, key, operator, shape, (Action, on, by, value) => {
        const Condition = { [by]: { [on]: value(on) } };
        expect(found({ Action, Resource: '*', Condition })).toEqual(
          expect.arrayContaining(found({ Action, Resource: '*' })),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('a role that may be passed to one service', () => {
  const passed = (service: string | string[], action: string) =>
    found(
      {
        Action: 'iam:PassRole',
        Resource: `arn:aws:iam::${ACCOUNT}:role/platform-admin`,
        Condition: { StringLike: { 'iam:PassedToService': service } },
      },
      { Action: action, Resource: 'arn:aws:s3:::one/*' },
    ).filter(one => one.endsWith('pass-role'));

  it.each([
    ['apigateway.amazonaws.com'],
    ['apigateway.eu-west-1.amazonaws.com'],
    ['appsync.*'],
    ['k*.amazonaws.com'],
    [['lambda.amazonaws.com', 'kinesisanalytics.amazonaws.com']],
  ])('opens a way where nobody knows what %j does with it', service => {
    expect(passed(service, 's3:GetObject')).toEqual([
      'MEDIUM escalates-by-pass-role',
    ]);
  });

  it.each([
    ['vpc-flow-logs.amazonaws.com'],
    ['lambda.amazonaws.com'],
    ['lambda.eu-west-1.amazonaws.com'],
    ['ec2.amazonaws.com.cn'],
  ])('opens none where it is known, and missing: %s', service => {
    expect(passed(service, 's3:GetObject')).toEqual([]);
  });
});

describe('a condition that is a limit', () => {
  it.each<[string, string[], string, string, string]>([
    [
      'escalates-by-pass-role',
      PASS,
      'StringEquals',
      'iam:PassedToService',
      'vpc-flow-logs.amazonaws.com',
    ],
    [
      'missing-condition',
      PASS,
      'StringEqualsIgnoreCase',
      'iam:PassedToService',
      'LAMBDA.amazonaws.com',
    ],
    ['shares-outside', GRANT, 'Bool', 'kms:GrantIsForAWSResource', 'true'],
    [
      'copies-data-out',
      PUT,
      'StringEquals',
      'aws:ResourceAccount',
      '${aws:PrincipalAccount}',
    ],
    ['copies-data-out', PUT, 'StringEquals', 's3:ResourceAccount', ACCOUNT],
  ])('takes %s away: %j under %s %s %s', (code, Action, by, key, value) => {
    const without = found({ Action, Resource: '*' });
    const Condition = { [by]: { [key]: value } };
    const limited = found({ Action, Resource: '*', Condition });
    expect(without.join()).toContain(code);
    expect(limited.join()).not.toContain(code);
  });
});

describe('a pattern that reaches everything', () => {
  const iam = (id: string) => `arn:aws:iam::*:${id}`;

  it.each<[string, string[], string[]]>([
    ['HIGH escalates-by-policy-edit', EDIT, [iam('r*')]],
    ['HIGH escalates-by-policy-edit', EDIT, [iam('role/a*'), iam('role/b*')]],
    ['MEDIUM escalates-by-policy-edit', EDIT, [iam('role/*${aws:username}')]],
    [
      'HIGH escalates-by-trust-edit',
      ['iam:UpdateAssumeRolePolicy'],
      ['arn:*:iam::*:*ole*'],
    ],
    ['HIGH escalates-by-credentials', ['iam:CreateAccessKey'], [iam('*user*')]],
    ['HIGH escalates-by-assuming-roles', ['sts:AssumeRole'], [iam('role*')]],
    [
      'HIGH escalates-by-pass-role',
      PASS,
      [iam('role/?*'), 'arn:aws:lambda:*:*:f*'],
    ],
    [
      'HIGH escalates-by-identity-center',
      ['sso:PutInlinePolicyToPermissionSet'],
      ['arn:aws:sso:::permissionSet/ssoins-*/ps-*'],
    ],
    ['HIGH all-actions', ['*'], [iam('r*'), iam('p*')]],
    ['HIGH all-of-service', ['s3:*'], ['arn:aws:s3:::*a*']],
    [
      'MEDIUM reads-secrets',
      ['secretsmanager:GetSecretValue'],
      ['arn:aws:secretsmanager:*:*:s*'],
    ],
    [
      'HIGH shares-outside',
      ['ec2:ModifySnapshotAttribute'],
      ['arn:aws:ec2:*::snapshot/snap-*'],
    ],
  ])('is found as %s: %j on %j', (code, Action, Resource) => {
    expect(found({ Action, Resource })).toContain(code);
  });
});

describe("keys of one's own", () => {
  const Action = ['iam:CreateAccessKey', 'iam:DeactivateMFADevice'];
  const over = (...ids: string[]) =>
    found({ Action, Resource: ids.map(id => `arn:aws:iam::*:${id}`) });

  it('are no finding, in whatever path', () => {
    expect(over('user/${aws:username}', 'mfa/${aws:username}')).toEqual([]);
    expect(over('user/*/${aws:username}')).toEqual([]);
  });

  it.each([
    'user/*${aws:username}',
    'user/admin-${aws:username}',
    "user/${aws:username, 'root'}",
    'role/${aws:username}',
    'user/${aws:username}*',
  ])('are not those of %s', id => {
    expect(over(id).join()).toContain('escalates-by-credentials');
  });
});

describe('a pattern that leaves nothing out', () => {
  it.each(['s3:*', 's3:?*', 's3:*?', 's3:*?*', 's3:**', 's3:??*', 'S3:?*?'])(
    '%s is all of the service',
    Action => {
      expect(found({ Action, Resource: '*' })).toContain('HIGH all-of-service');
    },
  );

  it.each(['s3:Get*', 's3:?et*', 's3:????????????????????????????????*'])(
    '%s is not',
    Action => {
      expect(
        found({ Action, Resource: '*' }).filter(one =>
          one.endsWith('all-of-service'),
        ),
      ).toEqual([]);
    },
  );

  it.each(['i-*', 'i-0*', 'i-?*', 'i-0a*', '*'])(
    'instance/%s is every machine',
    id => {
      expect(
        found({
          Action: 'ec2:GetPasswordData',
          Resource: `arn:aws:ec2:*:*:instance/${id}`,
        }),
      ).toContain('MEDIUM reads-secrets');
    },
  );

  it('a machine by its id is one', () => {
    expect(
      found({
        Action: 'ec2:GetPasswordData',
        Resource: `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0abc12*`,
      }),
    ).toEqual([]);
  });
});
