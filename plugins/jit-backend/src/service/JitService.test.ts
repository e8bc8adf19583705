import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { Portal } from '../testing/Portal';

onEachDatabase('the main job', on => {
  let portal: Portal;
  beforeEach(() => {
    portal = on();
  });

  it('goes from a request through a review to a session and its end', async () => {
    const asked = await portal.asks('dana');
    expect(asked).toMatchObject({
      number: 'REQ-1',
      status: 'PENDING',
      state: 'PENDING',
      isMine: true,
      waitingFor: { names: ['Payments Owners'], more: 0 },
    });
    const me = await portal.service.me(portal.as('omar'));
    expect(me.counts.pending).toBe(1);
    const approved = await portal.approves('omar', asked);
    expect(approved).toMatchObject({
      status: 'APPROVED',
      state: 'SETTING_UP',
      stages: [{ name: 'owner', status: 'approved', review: { as: 'owner' } }],
      session: { number: 'SES-1', status: 'PROVISIONING' },
    });
    await portal.activate(approved.session!.id);
    const revoked = await portal.service.revokeSession(
      'ses-1',
      { reason: 'task is done' },
      portal.as('olivia'),
    );
    expect(revoked).toMatchObject({
      state: 'REVOKING',
      end: { cause: 'revoked', by: { displayName: 'Olivia' } },
    });
    await portal.finish(revoked.id, 'REVOKED');
    const seen = await portal.service.getRequest('req-1', portal.as('dana'));
    expect(seen).toMatchObject({
      state: 'REVOKED',
      session: { end: { reason: 'task is done' } },
    });
  });
});
