import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { judgeAgain } from '../engine/judge';
import { PRODUCTION } from '../testing/accounts';
import { Name, refOf, standingOf } from '../testing/cast';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { demoConfig, Portal } from '../testing/Portal';

/** Somebody else's account of dana's: an owner, an SSO admin, what have you. */
function anotherDana(portal: Portal, ref: string, email: string) {
  const standing = standingOf('petra');
  portal.catalog.people.set(ref.toLowerCase(), {
    ...standing,
    person: { ref: ref.toLowerCase(), displayName: 'D. Ruiz', email },
    memberOf: [ref.toLowerCase(), 'group:default/payments-owners'],
  });
  portal.catalog.accounts
    .get(PRODUCTION)!
    .ownerPeople.push({ ref: ref.toLowerCase(), via: 'owner' });
}

function asRef(portal: Portal, userEntityRef: string) {
  const { credentials } = portal.as('dana');
  const principal = { ...credentials.principal, userEntityRef };
  return { credentials: { ...credentials, principal } };
}

onEachDatabase('one human with two names (H14)', on => {
  let portal: Portal;
  let request: AccessRequest;
  beforeEach(async () => {
    portal = on();
    request = await portal.asks('dana');
  });

  /** What the refusal on record says; nothing is reviewed. */
  async function refusalTo(ref: string): Promise<string> {
    await portal.project();
    await expect(
      portal.service.reviewRequest(
        request.id,
        { version: request.version, decision: 'approve' },
        asRef(portal, ref),
      ),
    ).rejects.toMatchObject({ code: 'own-request' });
    const [last] = await portal
      .db('audit_events')
      .orderBy('id', 'desc')
      .limit(1);
    expect(last).toMatchObject({
      type: 'request.refused',
      actor_ref: ref.toLowerCase(),
    });
    expect(await portal.db('reviews')).toEqual([]);
    return JSON.parse(last.data).code;
  }

  it('does not review from another namespace', async () => {
    anotherDana(portal, 'user:admins/dana', 'dana@example.com');
    expect(await refusalTo('user:admins/dana')).toBe('own-request');
  });

  it('does not review in capital letters', async () => {
    anotherDana(portal, 'user:default/dana', 'dana@example.com');
    expect(await refusalTo('USER:Default/DANA')).toBe('own-request');
  });

  it('does not review as another user who is the same in Identity Center', async () => {
    anotherDana(portal, 'user:default/dana-ops', 'd.ruiz@example.com');
    portal.aws.users.set('d.ruiz@example.com', {
      ...portal.aws.users.get('dana@example.com')!,
    });
    expect(await refusalTo('user:default/dana-ops')).toBe('own-request');
  });

  it('does not review as another user with the same e-mail, in any case', async () => {
    anotherDana(portal, 'user:default/dana-ops', 'Dana@Example.com');
    // Two users of one e-mail are nobody to Identity Center (H15)
    portal.aws.users.delete('dana@example.com');
    expect(await refusalTo('user:default/dana-ops')).toBe('own-request');
  });

  it('does not take both stages of a custom request', async () => {
    const custom = await portal.asks('theo', {
      permissionSet: {
        type: 'custom',
        name: 'JIT-both',
        sessionDuration: 'PT1H',
        managedPolicies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
      },
    });
    const approve = (ref: string, version: number) =>
      portal.service.reviewRequest(
        custom.id,
        { version, decision: 'approve', contentHash: custom.contentHash },
        asRef(portal, ref),
      );
    anotherDana(portal, 'user:admins/olivia', 'olivia@example.com');
    await portal.project();
    await approve(refOf('olivia'), 1);
    await expect(approve('user:admins/olivia', 2)).rejects.toMatchObject({
      code: 'same-reviewer',
    });
  });
});

onEachDatabase('who it is, at the grant (H15)', on => {
  let portal: Portal;
  let request: AccessRequest;
  beforeEach(async () => {
    portal = on();
    request = await portal.asks('dana');
  });

  const userOf = (name: Name) => portal.aws.users.get(`${name}@example.com`)!;
  const put = (name: Name, change: object) =>
    portal.aws.users.set(`${name}@example.com`, { ...userOf(name), ...change });

  async function judgedAfterApproval(change: () => void) {
    const { session } = await portal.approves('olivia', request);
    change();
    const judge = judgeAgain({
      db: portal.db,
      clock: portal.clock,
      config: demoConfig,
      fresh: portal.catalog,
      identityCenter: portal.aws,
      advisor: portal.advisor,
    });
    return judge((await portal.stores.sessions.find(session!.id))!);
  }

  it.each<[string, () => void, string]>([
    [
      'renamed',
      () => put('dana', { userName: 'd.ruiz@example.com' }),
      'person-changed',
    ],
    [
      'given another e-mail',
      () => put('dana', { email: 'd.ruiz@example.com' }),
      'person-changed',
    ],
    [
      'deleted and made again',
      () => put('dana', { id: 'principal-dana-2' }),
      'no-longer-grantable',
    ],
    [
      'swapped with somebody',
      () => {
        const [dana, theo] = [userOf('dana'), userOf('theo')];
        put('dana', { id: theo.id });
        put('theo', { id: dana.id, userName: 'theo@example.com' });
      },
      'person-changed',
    ],
    [
      'renamed to letters that look alike',
      // Cyrillic а
      () => put('dana', { userName: 'd\u0430na@example.com' }),
      'person-changed',
    ],
    ['disabled', () => put('dana', { enabled: false }), 'no-longer-grantable'],
  ])('gives nothing to somebody %s since', async (_title, change, code) => {
    expect(await judgedAfterApproval(change)).toMatchObject({
      ok: false,
      code,
    });
  });

  it('minds no capital letters, and no way of writing é', async () => {
    const change = () => put('dana', { userName: 'DANA@example.com' });
    expect(await judgedAfterApproval(change)).toMatchObject({ ok: true });
  });

  it('is not approved for somebody who was deleted and made again while it waited', async () => {
    put('dana', { id: 'principal-dana-2' });
    await expect(portal.approves('olivia', request)).rejects.toMatchObject({
      code: 'no-longer-grantable',
    });
    expect(await portal.db('sessions')).toEqual([]);
  });
});
