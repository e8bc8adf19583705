import { AccessAnalyzerClient } from '@aws-sdk/client-accessanalyzer';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  demoSeed,
  Emulator,
  startEmulator,
} from '@jit-portal/identity-center-emulator';
import { CallBudget } from '../identityCenter/CallBudget';
import { IamAccessAnalyzer } from '../identityCenter/IamAccessAnalyzer';
import { AwsOpinion } from '../policies/aws/AwsOpinion';
import {
  FakeManagedPolicies,
  managedArn,
} from '../testing/FakeManagedPolicies';
import { demoConfig, Portal } from '../testing/Portal';

const policy = (fields: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Resource: 'arn:aws:s3:::payouts/*', ...fields },
    ],
  });

const PASSES_ROLES = policy({ Action: 'iam:PassRole', Resource: '*' });
const READS = policy({ Action: 's3:GetObject' });
/** The portal does not know of it; AWS does. */
const NEVER = 's3:GetObject';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('custom sets with IAM Access Analyzer', () => {
  let emulator: Emulator;
  let client: AccessAnalyzerClient;
  let portal: Portal;

  beforeAll(async () => {
    emulator = await startEmulator({
      port: 0,
      seed: structuredClone(demoSeed),
    });
    client = new AccessAnalyzerClient({
      endpoint: emulator.url,
      region: demoSeed.region,
      credentials: { accessKeyId: 'EMULATOR', secretAccessKey: 'emulator' },
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    client.destroy();
    await emulator.close();
  });
  afterEach(() => emulator.faults.clear());

  async function open(neverGrant: string[] = [], checksPerMinute = 120) {
    const logger = mockServices.logger.mock();
    const opinion = new AwsOpinion({
      analyzer: new IamAccessAnalyzer(client, new CallBudget(1_000)),
      managedPolicies: new FakeManagedPolicies(),
      validatePolicy: true,
      neverGrant,
      logger,
      now: () => 0,
    });
    const config = {
      ...demoConfig,
      limits: {
        ...demoConfig.limits,
        policyChecksPerPersonPerMinute: checksPerMinute,
      },
    };
    const db = await databases.init('SQLITE_3');
    portal = await Portal.open(db, logger, config, { opinion });
  }

  const asks = (inlinePolicy: string, name = 'JIT-fix-export') =>
    portal.asks('dana', {
      permissionSet: {
        type: 'custom',
        name,
        sessionDuration: 'PT1H',
        managedPolicies: [managedArn('AmazonSQSReadOnlyAccess')],
        inlinePolicy,
      },
    });

  const types = (inlinePolicy: string) =>
    portal.service.checkPolicies(
      { managedPolicies: [], inlinePolicy },
      portal.as('dana'),
    );

  it('shows AWS’s findings while typing and to reviewers, with its link', async () => {
    await open();
    const warning = expect.objectContaining({
      code: 'aws-security-warning',
      severity: 'HIGH',
      place: expect.objectContaining({ pointer: '/Statement/0/Action' }),
      learnMore: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//),
      refuses: false,
    });
    const { findings } = await types(PASSES_ROLES);
    expect(findings).toContainEqual(warning);
    const gravity = ['HIGH', 'MEDIUM', 'LOW', 'INFO'];
    const order = findings.map(({ severity }) => gravity.indexOf(severity));
    expect(order).toEqual([...order].sort());
    const request = await asks(PASSES_ROLES);
    const seen = await portal.service.getRequest(
      request.id,
      portal.as('olivia'),
    );
    expect(seen.findings).toContainEqual(warning);
    expect(seen.riskFlags).toContainEqual({
      code: 'aws-security-warning',
      level: 'HIGH',
      text: 'AWS’s own check gives a security warning',
    });
  });

  it('says while typing that AWS could not be asked, and sends nothing', async () => {
    await open();
    emulator.faults.add({ kind: 'outage', service: 'access-analyzer' });
    expect((await types(READS)).findings).toContainEqual(
      expect.objectContaining({ code: 'aws-not-asked', severity: 'INFO' }),
    );
    await expect(asks(READS)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      code: 'aws-unavailable',
    });
    emulator.faults.clear();
    const request = await asks(READS);
    expect(request.status).toBe('PENDING_OWNER');
  });

  it.each(['throttle', 'access-denied', 'drop'] as const)(
    'decides nothing when the check of the deny list meets %s',
    async kind => {
      await open(['iam:CreateUser']);
      emulator.faults.add({
        kind,
        service: 'access-analyzer',
        operation: 'CheckAccessNotGranted',
      });
      await expect(asks(READS)).rejects.toMatchObject({
        code: 'aws-unavailable',
      });
      expect(await portal.db('requests')).toEqual([]);
    },
  );

  it('refuses what AWS says could grant what is never granted', async () => {
    await open([NEVER]);
    await expect(asks(READS)).rejects.toMatchObject({
      name: 'InputError',
      code: 'policy-refused',
      details: [
        {
          field: 'permissionSet.inlinePolicy',
          message: expect.stringMatching(
            /^IAM Access Analyzer cannot rule out/,
          ),
        },
      ],
    });
    expect(await portal.db('requests')).toEqual([]);
    const fine = await asks(policy({ Action: 's3:PutObject' }));
    expect(fine.status).toBe('PENDING_OWNER');
  });

  it('refuses what AWS cannot analyse', async () => {
    await open(['iam:CreateUser']);
    emulator.faults.add({ kind: 'unprocessable', service: 'access-analyzer' });
    await expect(asks(READS)).rejects.toMatchObject({
      code: 'policy-refused',
      details: [{ message: expect.stringMatching(/cannot analyse/) }],
    });
  });

  it('counts AWS’s checks among what one person may ask for in a minute', async () => {
    await open(['iam:CreateUser'], 4);
    await asks(READS);
    await asks(READS, 'JIT-two');
    await expect(asks(READS, 'JIT-three')).rejects.toMatchObject({
      code: 'too-many-checks',
    });
  });
});
