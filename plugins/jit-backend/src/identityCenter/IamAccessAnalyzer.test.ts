import { AccessAnalyzerClient } from '@aws-sdk/client-accessanalyzer';
import {
  demoSeed,
  Emulator,
  startEmulator,
} from '@jit-portal/identity-center-emulator';
import { CallBudget } from './CallBudget';
import { IamAccessAnalyzer } from './IamAccessAnalyzer';

const policy = (...actions: string[]) =>
  `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ${JSON.stringify(actions)}, "Resource": "*" }
  ]
}`;

const LEAVE = 'organizations:LeaveOrganization';

describe('IamAccessAnalyzer', () => {
  let emulator: Emulator;
  let client: AccessAnalyzerClient;
  let budget: CallBudget;
  let analyzer: IamAccessAnalyzer;

  beforeAll(async () => {
    emulator = await startEmulator({
      port: 0,
      seed: structuredClone(demoSeed),
    });
  });
  afterAll(async () => emulator.close());

  beforeEach(() => {
    client = new AccessAnalyzerClient({
      endpoint: emulator.url,
      region: demoSeed.region,
      credentials: { accessKeyId: 'EMULATOR', secretAccessKey: 'emulator' },
      maxAttempts: 1,
    });
    let now = 0;
    budget = new CallBudget(
      10,
      () => now,
      async milliseconds => {
        now += milliseconds;
      },
    );
    analyzer = new IamAccessAnalyzer(client, budget);
  });
  afterEach(() => {
    client.destroy();
    emulator.faults.clear();
  });

  const fault = (kind: 'throttle' | 'outage' | 'drop' | 'unprocessable') =>
    emulator.faults.add({ kind, service: 'access-analyzer' });

  it('tells what AWS finds, where it stands, and where to read on', async () => {
    expect(
      await analyzer.validate(policy('s3:GetObject', 'iam:PassRole'), 5_000),
    ).toEqual({
      kind: 'validated',
      findings: [
        {
          type: 'SECURITY_WARNING',
          issueCode: 'PASS_ROLE_WITH_STAR_IN_RESOURCE',
          details: expect.stringContaining('overly permissive'),
          learnMore: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com/),
          // Columns are counted from 1 here, and from 0 by AWS
          place: { pointer: '/Statement/0/Action/1', line: 4, column: 52 },
        },
      ],
    });
  });

  it('tells what a policy may grant, and by which statement', async () => {
    expect(await analyzer.mayGrant(policy('s3:*'), [LEAVE], 5_000)).toEqual({
      kind: 'never',
    });
    expect(
      await analyzer.mayGrant(policy('organizations:*'), [LEAVE], 5_000),
    ).toEqual({
      kind: 'perhaps',
      because: expect.stringContaining(LEAVE),
      statement: 0,
    });
  });

  it.each(['UnprocessableEntityException', 'InvalidParameterException'])(
    'takes %s for an answer: nothing is known of the policy',
    async name => {
      if (name === 'UnprocessableEntityException') fault('unprocessable');
      const text = name === 'InvalidParameterException' ? '{}' : policy('s3:*');
      expect(await analyzer.mayGrant(text, [LEAVE], 5_000)).toEqual({
        kind: 'not-analysable',
        because: expect.stringMatching(/policy/),
      });
    },
  );

  it.each(['throttle', 'outage', 'drop'] as const)(
    'hands the trouble %s on: no answer is not a good one',
    async kind => {
      fault(kind);
      await expect(
        analyzer.mayGrant(policy('s3:*'), [LEAVE], 5_000),
      ).rejects.toThrow();
      await expect(analyzer.validate(policy('s3:*'), 5_000)).rejects.toThrow();
    },
  );

  it('keeps to its own rate', async () => {
    budget.spend(10_000);
    const send = jest.spyOn(client, 'send');
    await expect(
      analyzer.mayGrant(policy('s3:*'), [LEAVE], 5_000),
    ).rejects.toThrow('no room');
    expect(send).not.toHaveBeenCalled();
  });
});
