import { ConfigReader } from '@backstage/config';
import { demoSeed, Emulator } from '@jit-portal/identity-center-emulator';
import {
  awsConfig,
  DANA,
  emulated,
  READ_ONLY,
  SharedClock,
} from './__testUtils__/emulated';
import { AwsSurvey } from './AwsSurvey';
import { sortAwsError } from './awsErrors';
import { CallBudget } from './CallBudget';
import { createAwsClients } from './clients';
import { countOnTheWire } from './onTheWire';
import { Survey } from './Survey';

const ACCOUNT = '111111111111';
const MANAGEMENT = demoSeed.managementAccountId;
const [GROUP] = demoSeed.groups;

function assignedTo(accountId: string, type: 'USER' | 'GROUP', id: string) {
  return {
    accountId,
    permissionSetArn: READ_ONLY.arn,
    principalType: type,
    principalId: id,
  };
}

describe('the survey over the wire', () => {
  let emulator: Emulator;
  let survey: Survey;
  let budget: CallBudget;
  let clock: SharedClock;

  beforeEach(async () => {
    const seed = {
      ...structuredClone(demoSeed),
      assignments: [
        assignedTo(ACCOUNT, 'USER', DANA.id),
        assignedTo(ACCOUNT, 'GROUP', GROUP.id),
        assignedTo(MANAGEMENT, 'USER', DANA.id),
      ],
    };
    clock = new SharedClock();
    const world = await emulated(clock, { seed });
    emulator = world.emulator;
    const { aws } = awsConfig(emulator.url);
    const rootConfig = new ConfigReader({});
    // Far from any limit: on a clock that stands, nobody gets a turn again
    budget = new CallBudget(1_000, () => 0);
    const clients = await createAwsClients({ aws, rootConfig });
    countOnTheWire(clients, budget);
    survey = new AwsSurvey({
      ...clients,
      budget,
      home: () => world.identityCenter.home(),
      ask: async ask =>
        ask().catch(error => {
          throw sortAwsError(error);
        }),
    });
  });
  afterEach(() => emulator.close());

  it('tells where a set is, and who has it there', async () => {
    const accounts = await survey.accountsWith(READ_ONLY.arn);
    expect(accounts.sort()).toEqual([ACCOUNT, MANAGEMENT].sort());
    expect(await survey.assignees(ACCOUNT, READ_ONLY.arn)).toEqual([
      { type: 'user', id: DANA.id },
      { type: 'group', id: GROUP.id },
    ]);
  });

  it('names people and groups, and nobody who is gone', async () => {
    expect(await survey.nameOf({ type: 'user', id: DANA.id })).toBe(
      DANA.userName,
    );
    expect(await survey.nameOf({ type: 'group', id: GROUP.id })).toBe(
      GROUP.displayName,
    );
    const id = '00000000-0000-0000-0000-000000000000';
    expect(await survey.nameOf({ type: 'group', id })).toBeUndefined();
    expect(await survey.nameOf({ type: 'user', id })).toBeUndefined();
  });

  it('sees what is in the management account', async () => {
    expect(await survey.foreignManagementAccount()).toBe(MANAGEMENT);
    expect(await survey.setsIn(MANAGEMENT)).toEqual([READ_ONLY.arn]);
    expect((await survey.tagsOf(READ_ONLY.arn)).get('jit-eligible')).toBe(
      'true',
    );
  });

  it('finds each right that AWS denies, and no other', async () => {
    const example = { setArn: READ_ONLY.arn, accountId: ACCOUNT };
    const all = await survey.probe(example);
    expect(all.filter(({ allowed }) => !allowed)).toEqual([]);
    for (const { action } of all) {
      const [service, operation] = action.split(':');
      clock.advance(1_000);
      emulator.faults.add({
        service: (service === 'sso' ? 'sso-admin' : service) as 'sso-admin',
        operation,
        kind: 'access-denied',
        times: 1,
      });
      const denied = (await survey.probe(example)).filter(
        right => !right.allowed,
      );
      expect(denied).toEqual([{ action, allowed: false }]);
    }
    expect(all.length).toBeGreaterThan(10);
  });

  it('counts its calls', async () => {
    const before = budget.room('end');
    await survey.accountsWith(READ_ONLY.arn);
    await survey.assignees(ACCOUNT, READ_ONLY.arn);
    expect(budget.room('end')).toBe(before - 2);
  });
});
