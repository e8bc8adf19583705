import { mockServices } from '@backstage/backend-test-utils';
import { DatabaseFindingLists } from '../../store/DatabaseFindingLists';
import { DatabaseFindings } from '../../store/DatabaseFindings';
import { HOME } from '../__testUtils__/ModelIdentityCenter';
import { ModelSurvey } from '../__testUtils__/ModelSurvey';
import { onEachDatabase } from '../__testUtils__/onEachDatabase';
import { MINUTE } from '../__testUtils__/Stage';
import { outsideManagementAccount } from '../outsideManagementAccount';
import { CheckManagementAccount } from './CheckManagementAccount';
import { CheckRights } from './CheckRights';
import { ReportTrouble } from './ReportTrouble';

const SET = 'arn:aws:sso:::permissionSet/ssoins-1/ps-1';

onEachDatabase('self-checks', play => {
  let survey: ModelSurvey;
  let lists: DatabaseFindingLists;
  let options: ConstructorParameters<typeof CheckRights>[0];

  beforeEach(async () => {
    const { aws, stage, clock } = play();
    const parts = { db: stage.knex, clock, newId: stage.newId };
    await stage.knex('permission_sets').insert({
      arn: SET,
      name: 'Set',
      session_minutes: 60,
      fingerprint: 'f',
      refreshed_at: clock.read(),
    });
    survey = new ModelSurvey(aws);
    lists = new DatabaseFindingLists(parts);
    options = {
      findings: new DatabaseFindings(parts),
      survey,
      home: async () => HOME,
      offered: ['Set'],
      logger: mockServices.logger.mock(),
    };
  });

  const open = async () => (await lists.list({ state: 'open' })).items;
  const types = async () =>
    (await play().stage.events())
      .map(({ type }) => type)
      .filter(type => type.startsWith('check.'));
  const alerts = async () => {
    const rows = await play().stage.knex('outbox').where({ kind: 'alert' });
    return rows.map(({ payload }) => JSON.parse(payload));
  };

  describe('rights (H8)', () => {
    it('a denied read raises an alarm once, and it ends with the denial', async () => {
      const check = new CheckRights(options);
      survey.denied = ['sso:ListPermissionSets'];
      await check.run();
      await check.run();
      expect(await open()).toMatchObject([
        { kind: 'right-missing', level: 'critical' },
      ]);
      expect(await alerts()).toEqual([{ about: 'right-missing' }]);
      survey.denied = [];
      await check.run();
      expect(await open()).toEqual([]);
      expect(await types()).toEqual(['check.failed', 'check.passed']);
    });

    it('an offered set without the tag is told, and ends on time all the same', async () => {
      const { stage } = play();
      const session = await stage.approve({ minutes: 15 });
      await stage.run(3_000);
      survey.tags.set(SET, new Map());
      await new CheckRights(options).run();
      expect(await open()).toMatchObject([
        { kind: 'set-not-eligible', permissionSet: 'Set' },
      ]);
      await stage.run(16 * MINUTE, 5_000);
      expect((await stage.session(session)).status).toBe('ENDED');
    });

    it('tags that may not be read say nothing of tags', async () => {
      survey.tags.set(SET, new Map());
      survey.denied = ['sso:ListTagsForResource'];
      await new CheckRights(options).run();
      expect((await open()).map(({ kind }) => kind)).toEqual(['right-missing']);
    });
  });

  describe('the management account (H9)', () => {
    beforeEach(() => {
      survey.managementAccount = '999999999999';
    });

    it('an offered set there is a critical alarm, until it is gone', async () => {
      const check = new CheckManagementAccount(options);
      survey.managementSets.push(SET);
      await check.run();
      expect(await open()).toMatchObject([
        { kind: 'management-account', level: 'critical' },
      ]);
      survey.managementSets.length = 0;
      await check.run();
      expect(await open()).toEqual([]);
    });

    it('is looked at for sets in use that are no longer offered', async () => {
      const { stage } = play();
      await stage.approve();
      await stage.run(3_000);
      survey.managementSets.push(SET);
      await new CheckManagementAccount({ ...options, offered: [] }).run();
      expect(await open()).toHaveLength(1);
    });

    it('nothing is granted on such a set, before any call', async () => {
      const { stage, aws } = play();
      survey.managementSets.push(SET);
      stage.judge = outsideManagementAccount({
        survey,
        judge: async session => ({ ok: true, minutes: session.minutes }),
      });
      const session = await stage.approve();
      await stage.run(3_000);
      expect(await stage.session(session)).toMatchObject({
        status: 'FAILED',
        failure: { code: 'management-account' },
      });
      expect(aws.calls).not.toContain('assign');
    });

    it('a session that runs there is ENDING with the cause until it is cleared', async () => {
      const { stage, aws } = play();
      const session = await stage.approve({ minutes: 15 });
      await stage.run(3_000);
      survey.managementSets.push(SET);
      aws.failsOn = () => true;
      await new CheckManagementAccount(options).run();
      await stage.run(30 * MINUTE, 5_000);
      expect((await stage.session(session)).status).toBe('ENDING');
      const causes = await lists.hindrances([SET, 'arn:other']);
      expect([...causes.keys()]).toEqual([SET]);
      expect(causes.get(SET)).toContain('management account');
      aws.failsOn = () => false;
      survey.managementSets.length = 0;
      await new CheckManagementAccount(options).run();
      await stage.run(30 * MINUTE, 5_000);
      expect((await stage.session(session)).status).toBe('ENDED');
      expect((await lists.hindrances([SET])).size).toBe(0);
    });
  });

  it('many refusals by AWS are one alarm', async () => {
    const { stage, aws, clock } = play();
    for (const user of ['dana', 'theo']) {
      aws.faults.push({ method: 'assign', kind: 'denied' });
      await stage.approve({ user });
      await stage.run(3_000);
    }
    const report = new ReportTrouble(options);
    await report.run();
    await report.run();
    expect(await open()).toMatchObject([
      { kind: 'aws-refuses', level: 'critical' },
    ]);
    expect(await alerts()).toEqual([{ about: 'aws-refuses' }]);
    clock.advance(61 * MINUTE);
    await report.run();
    expect(await open()).toEqual([]);
  });
});
