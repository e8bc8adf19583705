import { LIMITS } from '../paths/limits';
import { ESCALATIONS } from '../paths/escalations';
import { NEEDED_CONDITIONS, SENSITIVE } from '../paths/sensitive';
import { Statement } from '../reading/Policy';
import { isLimitedBy, mayBe } from './conditions';

const ACCOUNT = '111122223333';
const PLACE = { pointer: '', line: 1, column: 1 };

function under(operator: string, key: string, ...values: string[]): Statement {
  const nothing = { listed: [], inverted: false, place: PLACE };
  return {
    effect: 'Allow',
    actions: nothing,
    resources: nothing,
    conditions: [{ operator, key, values, place: PLACE }],
    place: PLACE,
  };
}

const SERVICE = 'iam:PassedToService';
const BOUNDARY = 'iam:PermissionsBoundary';
const GRANT = 'kms:GrantIsForAWSResource';
const RESOURCE_ACCOUNT = 'aws:ResourceAccount';
const ORGANISATION = 'aws:ResourceOrgID';
const ARN = 'iam:AssociatedResourceArn';
const digits = [...'0123456789'];

describe('a condition limits', () => {
  it.each([
    ['StringEquals', SERVICE, 'lambda.amazonaws.com'],
    ['StringEqualsIgnoreCase', SERVICE, 'LAMBDA.amazonaws.com'],
    ['ForAnyValue:StringEquals', SERVICE, 'lambda.amazonaws.com'],
    ['StringEquals', 'IAM:passedtoservice', 'lambda.amazonaws.com'],
    ['StringLike', 'kms:ViaService', 's3.*.amazonaws.com'],
    ['ArnLike', ARN, 'arn:aws:ec2:*:*:instance/*'],
    ['StringEquals', BOUNDARY, `arn:aws:iam::${ACCOUNT}:policy/app-boundary`],
    [
      'StringEquals',
      BOUNDARY,
      'arn:aws:iam::${aws:PrincipalAccount}:policy/b/app',
    ],
    ['Bool', GRANT, 'true'],
    ['Bool', GRANT, 'True'],
    ['StringEquals', RESOURCE_ACCOUNT, ACCOUNT],
    ['StringEquals', 's3:ResourceAccount', ACCOUNT],
    ['StringEquals', RESOURCE_ACCOUNT, '${aws:PrincipalAccount}'],
    ['StringEquals', ORGANISATION, '${aws:PrincipalOrgID}'],
  ])('by %s %s %s', (operator, key, ...values) => {
    const statement = under(operator, key, ...values);
    expect(isLimitedBy(statement, [key], { account: ACCOUNT })).toBe(true);
  });

  it.each([
    // Wildcards that take all, alone or together
    ['StringLike', SERVICE, '*'],
    ['StringLike', SERVICE, '*.amazonaws.com'],
    ['StringLike', SERVICE, '?*'],
    ['StringLike', SERVICE, 'l*', 'e*', 'g*', 's*'],
    ['StringLike', RESOURCE_ACCOUNT, ...digits.map(digit => `${digit}*`)],
    ['StringLike', RESOURCE_ACCOUNT, '????????????'],
    ['StringLike', BOUNDARY, 'arn:*'],
    ['ArnLike', BOUNDARY, 'arn:aws:iam::*:policy/*'],
    ['ArnLike', ARN, 'arn:*:*:*:*:*'],
    // One value that takes all among others
    ['StringLike', SERVICE, 'lambda.amazonaws.com', '*'],
    ['StringEquals', RESOURCE_ACCOUNT, ACCOUNT, '444455556666'],
    // A variable can be what it is compared with
    ['StringEquals', SERVICE, '${iam:PassedToService}'],
    ['StringEquals', SERVICE, '${aws:UserAgent}'],
    ['StringEquals', RESOURCE_ACCOUNT, '${aws:ResourceAccount}'],
    ['StringEquals', RESOURCE_ACCOUNT, '${s3:ResourceAccount}'],
    ['StringEquals', RESOURCE_ACCOUNT, "${aws:PrincipalAccount, '4444'}"],
    ['StringEquals', ORGANISATION, '${aws:ResourceOrgID}'],
    ['ArnEquals', BOUNDARY, '${iam:PermissionsBoundary}'],
    ['Bool', GRANT, '${kms:GrantIsForAWSResource}'],
    // The opposite, or somebody else's
    ['Bool', GRANT, 'false'],
    ['Bool', GRANT, 'true', 'false'],
    ['StringEquals', RESOURCE_ACCOUNT, '444455556666'],
    ['StringEquals', ORGANISATION, 'o-exampleorg'],
    ['StringEquals', BOUNDARY, 'arn:aws:iam::aws:policy/AdministratorAccess'],
    ['StringLike', BOUNDARY, 'arn:aws:iam::*:policy/AdministratorAccess'],
    // Holds where the key is not there, or is anything else
    ['StringEqualsIfExists', SERVICE, 'lambda.amazonaws.com'],
    ['ForAllValues:StringEquals', SERVICE, 'lambda.amazonaws.com'],
    ['ForAnyValue:StringLikeIfExists', SERVICE, 'lambda.amazonaws.com'],
    ['Null', SERVICE, 'false'],
    ['Null', GRANT, 'true'],
    ['StringNotEquals', SERVICE, 'lambda.amazonaws.com'],
    ['StringNotLike', SERVICE, 'lambda.amazonaws.com'],
    ['ArnNotLike', BOUNDARY, `arn:aws:iam::${ACCOUNT}:policy/app-boundary`],
    // Compares something else
    ['NumericGreaterThan', RESOURCE_ACCOUNT, '0'],
    ['NumericEquals', RESOURCE_ACCOUNT, ACCOUNT],
    ['DateGreaterThan', RESOURCE_ACCOUNT, '2026-01-01'],
    ['BinaryEquals', GRANT, 'true'],
    ['IpAddress', RESOURCE_ACCOUNT, '0.0.0.0/0'],
    ['StringEquals', SERVICE],
  ])('not by %s %s %s', (operator, key, ...values) => {
    const statement = under(operator, key, ...values);
    expect(isLimitedBy(statement, [key], { account: ACCOUNT })).toBe(false);
  });

  it('not by an account when nobody says whose set it is', () => {
    const by = (value: string) =>
      isLimitedBy(
        under('StringEquals', RESOURCE_ACCOUNT, value),
        [RESOURCE_ACCOUNT],
        {},
      );
    expect(by(ACCOUNT)).toBe(false);
    expect(by('undefined')).toBe(false);
    expect(by('${aws:PrincipalAccount}')).toBe(true);
  });

  it('by any of several on one key, which must all hold', () => {
    const one = under('StringLike', SERVICE, '*');
    const other = under('StringEquals', SERVICE, 'rds.amazonaws.com');
    const both = {
      ...one,
      conditions: [...one.conditions, ...other.conditions],
    };
    expect(isLimitedBy(both, [SERVICE], {})).toBe(true);
    expect(mayBe(both, SERVICE, 'lambda.*amazonaws.com*')).toBe(false);
    expect(mayBe(both, SERVICE, 'rds.*amazonaws.com*')).toBe(true);
  });

  it('by a rule for each key that any list asks about', () => {
    const asked = [
      ...ESCALATIONS.flatMap(({ boundedBy = [] }) => boundedBy),
      ...SENSITIVE.flatMap(({ unless = [] }) => unless),
      ...NEEDED_CONDITIONS.flatMap(({ keys }) => keys),
    ];
    expect(asked.length).toBeGreaterThan(5);
    const known = Object.keys(LIMITS);
    expect(asked.filter(key => !known.includes(key.toLowerCase()))).toEqual([]);
  });
});

describe('a role may be passed to lambda', () => {
  const LAMBDA = 'lambda.*amazonaws.com*';

  it.each([
    ['StringEquals', 'lambda.amazonaws.com', true],
    ['StringEqualsIgnoreCase', 'LAMBDA.amazonaws.com', true],
    ['StringLike', 'l*', true],
    ['StringLike', '*.amazonaws.com', true],
    ['StringEquals', 'lambda.amazonaws.com.cn', true],
    ['StringEquals', 'lambda.eu-west-1.amazonaws.com', true],
    ['StringEquals', '${iam:PassedToService}', true],
    ['StringEquals', "${aws:UserAgent, 'x'}", true],
    ['StringEqualsIfExists', 'rds.amazonaws.com', true],
    ['ForAllValues:StringEquals', 'rds.amazonaws.com', true],
    ['StringNotEquals', 'rds.amazonaws.com', true],
    ['Null', 'false', true],
    ['StringEquals', 'rds.amazonaws.com', false],
    ['StringLike', 'r*.amazonaws.com', false],
  ])('by %s %s: %s', (operator, value, passed) => {
    expect(mayBe(under(operator, SERVICE, value), SERVICE, LAMBDA)).toBe(
      passed,
    );
  });
});
