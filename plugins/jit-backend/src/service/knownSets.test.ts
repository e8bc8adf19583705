import { PRODUCTION } from '../testing/accounts';
import { setArnOf } from '../testing/FakeIdentityCenter';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { Portal } from '../testing/Portal';

const MINUTE = 60_000;
const NAME = 'ReadOnlyAccess';
const ARN = setArnOf(NAME);

onEachDatabase('a portal that knows some of its permission sets', on => {
  let portal: Portal;
  beforeEach(() => {
    portal = on();
  });

  const options = () =>
    portal.service.getRequestOptions(PRODUCTION, portal.as('dana'));
  const offered = async () =>
    (await options()).permissionSets.map(({ name }) => name);
  const unread = () =>
    portal.db('permission_sets').where({ arn: ARN }).update({
      name: null,
      session_minutes: null,
      fingerprint: null,
      refreshed_at: null,
    });

  it('says when AWS told each of them', async () => {
    const readAt = portal.clock.read().toISOString();
    portal.clock.advance(5 * MINUTE);
    const { permissionSets, moreSetsToCome } = await options();
    expect(permissionSets[0]).toMatchObject({ readAt });
    expect(moreSetsToCome).toBeUndefined();
  });

  it('offers those that it knows, and says that there may be more', async () => {
    await unread();
    expect(await offered()).not.toContain(NAME);
    expect(await offered()).not.toEqual([]);
    expect(await options()).toMatchObject({ moreSetsToCome: true });
  });

  it('offers none by its name alone', async () => {
    await portal
      .db('permission_sets')
      .where({ arn: ARN })
      .update({ fingerprint: null });
    expect(await offered()).not.toContain(NAME);
    expect(await options()).toMatchObject({ moreSetsToCome: true });
  });

  it('promises nothing once all were read', async () => {
    await portal.db('permission_sets').where({ arn: ARN }).delete();
    expect((await options()).moreSetsToCome).toBeUndefined();
    await expect(portal.asks('dana')).rejects.toMatchObject({
      code: 'set-not-offered',
    });
  });

  it('refuses nothing for good that it may not know yet', async () => {
    await unread();
    await expect(portal.asks('dana')).rejects.toMatchObject({
      code: 'aws-unavailable',
      message: expect.stringContaining('still reading'),
    });
    expect(await portal.db('requests')).toEqual([]);
    await portal.project();
    await expect(portal.asks('dana')).resolves.toMatchObject({
      status: 'PENDING',
    });
  });

  it('reads a set afresh for a request where it was read long ago (H16)', async () => {
    portal.aws.sets.get(ARN)!.fingerprint = 'as-it-is-now';
    portal.clock.advance(21 * MINUTE);
    const { id } = await portal.asks('dana');
    const [row] = await portal.db('requests').where({ id });
    expect(row.permission_set_fingerprint).toBe('as-it-is-now');
    const [known] = await portal.stores.lookups.permissionSets([NAME]);
    expect(known).toMatchObject({
      fingerprint: 'as-it-is-now',
      readAt: portal.clock.read(),
    });
  });

  it('asks AWS about a set for no request while it is known well', async () => {
    portal.clock.advance(19 * MINUTE);
    await portal.asks('dana');
    expect(portal.aws.calls).not.toContain('readPermissionSet');
  });

  it('takes a set as it was known where AWS has no call to spare', async () => {
    portal.clock.advance(21 * MINUTE);
    portal.aws.readPermissionSet = async () => {
      throw new Error('no room among the calls');
    };
    await expect(portal.asks('dana')).resolves.toMatchObject({
      status: 'PENDING',
    });
  });

  it('learns of a change where a review met it', async () => {
    const request = await portal.asks('dana');
    portal.aws.sets.get(ARN)!.fingerprint = 'changed';
    await expect(
      portal.service.reviewRequest(
        request.id,
        { version: request.version, decision: 'approve' },
        portal.as('olivia'),
      ),
    ).rejects.toMatchObject({ code: 'no-longer-grantable' });
    const [known] = await portal.stores.lookups.permissionSets([NAME]);
    expect(known.fingerprint).toBe('changed');
  });
});
