import {
  CheckAccessNotGrantedCommand,
  ValidatePolicyCommand,
} from '@aws-sdk/client-accessanalyzer';
import { emulated, Emulated } from '../__testUtils__/emulated';

const policy = (...statements: object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(one => ({
      Effect: 'Allow',
      Resource: '*',
      ...one,
    })),
  });

describe('Access Analyzer', () => {
  let aws: Emulated;
  beforeAll(async () => {
    aws = await emulated();
  });
  afterAll(() => aws.close());
  afterEach(() => aws.emulator.faults.clear());

  const validate = async (policyDocument: string) =>
    (
      await aws.clients.analyzer.send(
        new ValidatePolicyCommand({
          policyDocument,
          policyType: 'IDENTITY_POLICY',
        }),
      )
    ).findings!;

  const check = (policyDocument: string, ...actions: string[]) =>
    aws.clients.analyzer.send(
      new CheckAccessNotGrantedCommand({
        policyDocument,
        policyType: 'IDENTITY_POLICY',
        access: [{ actions }],
      }),
    );

  describe('ValidatePolicy', () => {
    it.each([
      ['{', 'ERROR', 'JSON_SYNTAX_ERROR'],
      ['{}', 'ERROR', 'MISSING_STATEMENT'],
      [policy({ Action: 's3' }), 'ERROR', 'INVALID_ACTION'],
      [policy({}), 'ERROR', 'MISSING_ACTION'],
      [
        policy({ Effect: 'allow', Action: 's3:GetObject' }),
        'ERROR',
        'INVALID_EFFECT',
      ],
      [
        policy({ Action: 'iam:PassRole' }),
        'SECURITY_WARNING',
        'PASS_ROLE_WITH_STAR_IN_RESOURCE',
      ],
      [
        '{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}',
        'WARNING',
        'MISSING_VERSION',
      ],
      [policy({ Action: [] }), 'SUGGESTION', 'EMPTY_ARRAY_ACTION'],
    ])('%s: %s %s', async (document, findingType, issueCode) => {
      expect(await validate(document)).toMatchObject([
        { findingType, issueCode },
      ]);
    });

    it('finds nothing in an ordinary policy', async () => {
      expect(await validate(policy({ Action: 's3:GetObject' }))).toEqual([]);
    });

    it('says where, and where to read on', async () => {
      const document = JSON.stringify(
        JSON.parse(policy({ Action: ['s3:Get"Object', 's3:ListBucket'] })),
        null,
        2,
      );
      const [found] = await validate(document);
      const [{ path, span }] = found.locations!;
      expect(path).toEqual([
        { value: 'Statement' },
        { index: 0 },
        { value: 'Action' },
        { index: 0 },
      ]);
      const { start, end } = span!;
      expect(document.slice(start!.offset!, end!.offset!)).toBe(
        '"s3:Get\\"Object"',
      );
      expect(start).toMatchObject({ line: 8, column: 8 });
      expect(found.learnMoreLink).toMatch(
        /^https:\/\/docs\.aws\.amazon\.com\/.*-error-invalid-action$/,
      );
    });
  });

  describe('CheckAccessNotGranted', () => {
    it.each<[string, object[], 'PASS' | 'FAIL']>([
      ['another action', [{ Action: 's3:GetObject' }], 'PASS'],
      ['the action', [{ Action: 'iam:createuser' }], 'FAIL'],
      ['a pattern that takes it', [{ Action: 'iam:*' }], 'FAIL'],
      ['everything but others', [{ NotAction: 's3:*' }], 'FAIL'],
      ['everything but it', [{ NotAction: 'iam:*' }], 'PASS'],
      [
        'the action under a condition',
        [
          {
            Action: 'iam:CreateUser',
            Condition: { Bool: { 'aws:SecureTransport': 'true' } },
          },
        ],
        'FAIL',
      ],
      [
        'a deny of it',
        [{ Action: '*' }, { Effect: 'Deny', Action: 'iam:*' }],
        'PASS',
      ],
      [
        'a deny of it on some resources',
        [
          { Action: '*' },
          {
            Effect: 'Deny',
            Action: 'iam:*',
            Resource: 'arn:aws:iam::*:user/a',
          },
        ],
        'FAIL',
      ],
    ])('%s', async (_, statements, result) => {
      const answer = await check(
        policy(...statements),
        'iam:CreateUser',
        'iam:CreateAccessKey',
      );
      expect(answer).toMatchObject({ result });
    });

    it('names the statement', async () => {
      const { reasons } = await check(
        policy({ Action: 's3:*' }, { Sid: 'Users', Action: 'iam:*' }),
        'iam:CreateUser',
      );
      expect(reasons).toMatchObject([
        { statementIndex: 1, statementId: 'Users' },
      ]);
    });

    it.each([
      ['no JSON', '{', 'iam:CreateUser'],
      ['no policy', '{}', 'iam:CreateUser'],
      ['a pattern of actions', policy({ Action: 's3:*' }), 'iam:*'],
    ])('refuses %s', async (_, document, action) => {
      await expect(check(document, action)).rejects.toMatchObject({
        name: 'InvalidParameterException',
      });
    });
  });

  it.each([
    ['throttle', 'ThrottlingException', 429],
    ['access-denied', 'AccessDeniedException', 403],
    ['error', 'InternalServerException', 500],
    ['unprocessable', 'UnprocessableEntityException', 422],
  ] as const)('meets the fault %s as %s', async (kind, name, status) => {
    aws.emulator.faults.add({ kind, service: 'access-analyzer' });
    await expect(
      check(policy({ Action: 's3:*' }), 'iam:CreateUser'),
    ).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
  });
});
