import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { AccountRecord } from '../accounts/Accounts';
import { judgeAgain } from '../engine/judge';
import { PRODUCTION } from '../testing/accounts';
import { Name, refOf } from '../testing/cast';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { demoConfig, Portal } from '../testing/Portal';

const CUSTOM = {
  type: 'custom' as const,
  name: 'JIT-fix-export',
  sessionDuration: 'PT1H',
  managedPolicies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
};

/** The id stands on another entity now, which theo owns. */
function swap(portal: Portal): AccountRecord {
  const account: AccountRecord = {
    ...portal.catalog.accounts.get(PRODUCTION)!,
    entityRef: 'resource:default/theos',
    entityUid: 'uid-theos',
    ownerPeople: [{ ref: refOf('theo'), via: 'owner' }],
  };
  portal.catalog.accounts.set(PRODUCTION, account);
  return account;
}

onEachDatabase('an account whose id was swapped (H12)', on => {
  let portal: Portal;
  beforeEach(() => {
    portal = on();
  });

  const decide = (
    name: Name,
    request: AccessRequest,
    decision: 'approve' | 'reject' = 'approve',
  ) =>
    portal.service.reviewRequest(
      request.id,
      {
        version: request.version,
        contentHash: request.contentHash,
        decision,
        comment: 'Seen and understood.',
      },
      portal.as(name),
    );

  it.each([
    ['standard', undefined],
    ['custom', CUSTOM],
  ])('is not approved by the new owner while pending: %s', async (_, set) => {
    const request = await portal.asks('dana', set && { permissionSet: set });
    swap(portal);
    await portal.project();
    for (const decision of ['approve', 'reject'] as const) {
      await expect(decide('theo', request, decision)).rejects.toMatchObject({
        code: 'account-moved',
        name: 'ConflictError',
      });
    }
    expect(await portal.db('reviews')).toEqual([]);
  });

  it('may still be turned down by those whose word does not hang on it', async () => {
    const request = await portal.asks('dana');
    swap(portal);
    await portal.project();
    await expect(decide('ada', request)).rejects.toMatchObject({
      code: 'account-moved',
    });
    await expect(decide('ada', request, 'reject')).resolves.toMatchObject({
      status: 'REJECTED',
    });
  });

  it('gives nothing after the approval', async () => {
    const session = await portal.granted('dana');
    swap(portal);
    const judge = judgeAgain({
      db: portal.db,
      clock: portal.clock,
      config: demoConfig,
      fresh: portal.catalog,
      identityCenter: portal.aws,
      advisor: portal.advisor,
    });
    const stored = await portal.stores.sessions.find(session.id);
    expect(await judge(stored!)).toMatchObject({
      ok: false,
      code: 'account-moved',
    });
  });

  it('is reviewed by nobody but admins once two entities carry the id', async () => {
    const request = await portal.asks('dana');
    portal.catalog.accounts.get(PRODUCTION)!.duplicate = true;
    for (const name of ['olivia', 'sam'] as const) {
      await expect(decide(name, request)).rejects.toMatchObject({
        code: 'not-an-approver',
      });
    }
    // Access needs an account without doubt, whoever approves
    await expect(decide('ada', request)).rejects.toMatchObject({
      code: 'account-moved',
    });
    await expect(decide('ada', request, 'reject')).resolves.toMatchObject({
      status: 'REJECTED',
    });
  });
});
