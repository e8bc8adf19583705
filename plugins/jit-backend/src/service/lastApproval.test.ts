import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { PRODUCTION } from '../testing/accounts';
import { setArnOf } from '../testing/FakeIdentityCenter';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { demoConfig, Portal } from '../testing/Portal';

onEachDatabase('the last approval judges again and refuses', on => {
  let portal: Portal;
  let request: AccessRequest;
  beforeEach(async () => {
    portal = on();
    request = await portal.asks('dana');
  });

  const review = (name: Parameters<Portal['as']>[0], change: object) =>
    portal.service.reviewRequest(
      request.id,
      { version: request.version, decision: 'approve', ...change },
      portal.as(name),
    );

  async function current() {
    return (await portal.stores.requests.find(request.id))!;
  }

  it.each<[string, (portal: Portal) => void, string]>([
    [
      'a suspended account',
      ({ aws }) => aws.states.set(PRODUCTION, 'SUSPENDED'),
      'no-longer-grantable',
    ],
    [
      'an account that moved',
      ({ catalog }) => {
        catalog.accounts.get(PRODUCTION)!.entityUid = 'another';
      },
      'account-moved',
    ],
    [
      'a set that is no longer offered',
      ({ catalog }) => {
        catalog.accounts.get(PRODUCTION)!.settings.permissionSets = [];
      },
      'no-longer-grantable',
    ],
    [
      'a set that changed',
      ({ aws }) => {
        aws.sets.get(setArnOf('ReadOnlyAccess'))!.fingerprint = 'changed';
      },
      'no-longer-grantable',
    ],
    [
      'a person who was disabled',
      ({ aws }) => {
        aws.users.get('dana@example.com')!.enabled = false;
      },
      'no-longer-grantable',
    ],
    [
      'a person who left the catalog',
      ({ catalog }) => {
        catalog.people.delete('user:default/dana');
      },
      'no-longer-grantable',
    ],
    [
      'a person who may no longer ask',
      ({ catalog }) => {
        catalog.accounts.get(PRODUCTION)!.settings.requesters = [];
      },
      'no-longer-grantable',
    ],
  ])('%s', async (_title, change, code) => {
    change(portal);
    await expect(review('olivia', {})).rejects.toMatchObject({ code });
    expect(await current()).toMatchObject({
      status: 'PENDING',
      version: 1,
      reviews: [],
    });
    expect(await portal.db('sessions')).toEqual([]);
  });

  it('a pause', async () => {
    await portal.db('pauses').insert({
      scope: PRODUCTION,
      by_ref: 'user:default/ada',
      by_name: 'Ada',
      reason: 'an incident',
      at: portal.clock.read(),
    });
    await expect(review('olivia', {})).rejects.toMatchObject({
      code: 'paused',
    });
  });

  it('a cap that was lowered shortens what is given', async () => {
    portal.catalog.accounts.get(PRODUCTION)!.settings.maxMinutes = 30;
    await expect(review('olivia', {})).resolves.toMatchObject({
      approvedDuration: 'PT30M',
    });
  });
});

onEachDatabase(
  'a pilot that provisions nothing',
  on => {
    it('approves without a session', async () => {
      const portal = on();
      const approved = await portal.approves(
        'olivia',
        await portal.asks('dana'),
      );
      expect(approved).toMatchObject({ status: 'APPROVED', state: 'APPROVED' });
      expect(approved.session).toBeUndefined();
    });
  },
  { ...demoConfig, aws: { ...demoConfig.aws, mode: 'observe' } },
);
