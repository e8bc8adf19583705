import { mockServices } from '@backstage/backend-test-utils';
import { sortAwsError } from '../../identityCenter/awsErrors';
import { DatabaseFindingLists } from '../../store/DatabaseFindingLists';
import { DatabaseFindings } from '../../store/DatabaseFindings';
import { HOME, keyOf } from '../__testUtils__/ModelIdentityCenter';
import { ModelSurvey } from '../__testUtils__/ModelSurvey';
import { onEachDatabase, Play } from '../__testUtils__/onEachDatabase';
import { HOUR, MINUTE } from '../__testUtils__/Stage';
import { CompareAssignments } from './CompareAssignments';
import { ReportTrouble } from './ReportTrouble';

const SET = 'arn:aws:sso:::permissionSet/ssoins-1/ps-1';
const OTHER = 'arn:aws:sso:::permissionSet/ssoins-1/ps-2';
const ACCOUNT = '111111111111';

onEachDatabase('drift', play => {
  let survey: ModelSurvey;
  let findings: DatabaseFindings;
  let chore: CompareAssignments;
  let trouble: ReportTrouble;

  function parts({ stage, clock }: Play) {
    return { db: stage.knex, clock, newId: stage.newId };
  }

  beforeEach(async () => {
    const { aws, stage, clock } = play();
    const sets = [
      [SET, 'Set'],
      [OTHER, 'Other'],
    ].map(([arn, name]) => ({
      arn,
      name,
      session_minutes: 60,
      fingerprint: 'f',
      refreshed_at: clock.read(),
    }));
    await stage.knex('permission_sets').insert(sets);
    survey = new ModelSurvey(aws);
    findings = new DatabaseFindings(parts(play()));
    const options = {
      findings,
      survey,
      home: async () => HOME,
      offered: ['Set', 'Other'],
      logger: mockServices.logger.mock(),
    };
    chore = new CompareAssignments(options);
    trouble = new ReportTrouble(options);
  });

  /** As many slices as one whole comparison may take. */
  async function compare(): Promise<void> {
    play().clock.advance(15 * MINUTE);
    for (let slice = 0; slice < 20; slice++) await chore.run();
  }

  const open = async () => {
    const lists = new DatabaseFindingLists(parts(play()));
    return (await lists.list({ state: 'open' })).items;
  };
  const types = async () =>
    (await play().stage.events())
      .map(({ type }) => type)
      .filter(type => type.startsWith('drift.'));

  function assign(principalId: string, set = SET, accountId = ACCOUNT): void {
    const target = { accountId, permissionSetArn: set, principalId };
    play().aws.assignments.add(keyOf(target));
  }
  function unassign(principalId: string, set = SET): void {
    const target = { accountId: ACCOUNT, permissionSetArn: set, principalId };
    play().aws.remove(keyOf(target));
  }

  it('what we gave is no drift, however often one looks', async () => {
    const { stage } = play();
    await stage.approve();
    await stage.run(3_000);
    await compare();
    await compare();
    expect(await open()).toEqual([]);
    expect(survey.asked).toEqual([`${ACCOUNT} ${SET}`, `${ACCOUNT} ${SET}`]);
  });

  it('finds strangers, people and groups, once each', async () => {
    assign('eve');
    survey.groups.set(`222222222222 ${OTHER}`, ['ops']);
    await compare();
    await compare();
    expect(await open()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'stranger',
          account: { id: ACCOUNT, name: ACCOUNT },
          permissionSet: 'Set',
          principal: { type: 'user', id: 'eve', name: 'Name of eve' },
          what: 'Name of eve has Set on 111111111111 outside JIT Access.',
        }),
        expect.objectContaining({
          permissionSet: 'Other',
          principal: { type: 'group', id: 'ops', name: 'Name of ops' },
        }),
      ]),
    );
    expect(await types()).toEqual(['drift.found', 'drift.found']);
  });

  it('tells of a group with the longest name there is in AWS', async () => {
    survey.groups.set(`${ACCOUNT} ${SET}`, ['ops']);
    survey.names.set('ops', '𝔤'.repeat(1_024));
    await compare();
    const [{ principal }] = await open();
    expect(principal).toEqual({
      type: 'group',
      id: 'ops',
      name: '𝔤'.repeat(200),
    });
  });

  it('deletes nothing that is not ours', async () => {
    assign('eve');
    await compare();
    await play().stage.run(MINUTE, 1_000);
    await compare();
    expect(play().aws.calls).not.toContain('withdraw');
    expect(play().aws.assignments.size).toBe(1);
  });

  it('is over when the assignment is, and begins anew when it returns', async () => {
    assign('eve');
    await compare();
    unassign('eve');
    await compare();
    expect(await open()).toEqual([]);
    assign('eve');
    await compare();
    expect(await open()).toHaveLength(1);
    expect(await types()).toEqual([
      'drift.found',
      'drift.resolved',
      'drift.found',
    ]);
  });

  it('is over for a set that is no longer offered', async () => {
    assign('eve');
    await compare();
    await play().stage.knex('permission_sets').where({ arn: SET }).delete();
    await compare();
    expect(await open()).toEqual([]);
  });

  it('what came back after its end is told, and stays where it is not ours', async () => {
    const { stage, aws } = play();
    const session = await stage.approve();
    await stage.run(3_000);
    await stage.release(session);
    await stage.run(3_000);
    expect((await stage.session(session)).status).toBe('ENDED');
    await stage.run(2 * HOUR, MINUTE);
    assign('dana');
    await compare();
    await stage.run(MINUTE, 1_000);
    await compare();
    expect(await open()).toMatchObject([
      { kind: 'came-back', level: 'warning' },
    ]);
    expect(await types()).toEqual(['drift.found']);
    expect(aws.assignments.size).toBe(1);
  });

  it('a list that lags behind our own end is no drift', async () => {
    const { stage } = play();
    const session = await stage.approve();
    await stage.run(3_000);
    await stage.release(session);
    await stage.run(3_000);
    assign('dana');
    for (let slice = 0; slice < 20; slice++) await chore.run();
    expect(survey.asked).toEqual([`${ACCOUNT} ${SET}`]);
    expect(await open()).toEqual([]);
  });

  it('what somebody removed is told with what the engine did', async () => {
    const { stage } = play();
    const session = await stage.approve({ minutes: 240 });
    await stage.run(3_000);
    unassign('dana');
    await stage.run(10 * MINUTE, 5_000);
    expect((await stage.session(session)).status).toBe('ENDED');
    await trouble.run();
    await trouble.run();
    const lists = new DatabaseFindingLists(parts(play()));
    expect((await lists.list({})).items).toMatchObject([
      {
        kind: 'removed-outside',
        session: { number: 1 },
        resolvedAt: expect.any(Date),
      },
    ]);
    expect(await types()).toEqual(['drift.found', 'drift.resolved']);
  });

  it('goes on where the calls ran out, in another process too', async () => {
    for (const account of ['1', '2', '3', '4', '5']) {
      assign('eve', SET, account.repeat(12));
    }
    survey.calls = 1;
    await chore.run();
    expect(survey.asked).toEqual([]);
    survey.calls = 2;
    await chore.run();
    expect(survey.asked).toHaveLength(2);
    const other = new CompareAssignments({
      findings,
      survey,
      home: async () => HOME,
      offered: ['Set', 'Other'],
      logger: mockServices.logger.mock(),
    });
    survey.calls = 100;
    for (let slice = 0; slice < 5; slice++) await other.run();
    expect(survey.asked.map(pair => pair[0])).toEqual([...'12345']);
    expect(await open()).toHaveLength(5);
  });

  it('compares every so often, and no more', async () => {
    const { clock } = play();
    await chore.run();
    await chore.run();
    await chore.run();
    survey.calls = 0;
    const before = await findings.progress(HOME);
    expect(before?.endedAt).toBeDefined();
    clock.advance(4 * MINUTE);
    await chore.run();
    expect(await findings.progress(HOME)).toEqual(before);
  });

  it('waits until the sets are known', async () => {
    await play().stage.knex('permission_sets').delete();
    await chore.run();
    expect(await findings.progress(HOME)).toBeUndefined();
  });

  it('an answer that failed says nothing', async () => {
    assign('eve');
    await compare();
    survey.failsWith = sortAwsError(
      Object.assign(new Error('no route'), { code: 'ECONNREFUSED' }),
    );
    play().clock.advance(15 * MINUTE);
    await expect(chore.run()).rejects.toThrow('cannot be reached');
    expect(await open()).toHaveLength(1);
    survey.failsWith = undefined;
    await compare();
    expect(await types()).toEqual(['drift.found']);
  });

  it('tells people of strangers together', async () => {
    for (const account of ['1', '2', '3']) {
      assign('eve', SET, account.repeat(12));
    }
    await compare();
    const rows = await play().stage.knex('outbox').where({ kind: 'alert' });
    expect(rows.map(({ payload }) => JSON.parse(payload))).toEqual([
      { about: 'stranger' },
    ]);
  });
});
