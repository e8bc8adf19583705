import { judgeAgain } from '../engine/judge';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { demoConfig, Portal } from '../testing/Portal';

/** What the service saves is what the engine derives the right from (H31). */
onEachDatabase('an approval on record', on => {
  let portal: Portal;
  let sessionId: string;
  beforeEach(async () => {
    portal = on();
    const asked = await portal.asks('dana', { duration: 'PT2H' });
    const approved = await portal.service.reviewRequest(
      asked.id,
      { version: 1, decision: 'approve', duration: 'PT30M' },
      portal.as('omar'),
    );
    sessionId = approved.session!.id;
  });

  async function judged() {
    const session = await portal.stores.sessions.find(sessionId);
    const judge = judgeAgain({
      db: portal.db,
      clock: portal.clock,
      config: demoConfig,
      fresh: portal.catalog,
      identityCenter: portal.aws,
      advisor: portal.advisor,
    });
    return judge(session!);
  }

  it('is a right, for as long as was approved', async () => {
    expect(await judged()).toEqual({ ok: true, minutes: 30 });
  });

  it.each([
    ['requests', { minutes: 480 }],
    ['requests', { account_id: '222222222222' }],
    ['requests', { plan: '{"stages":[]}' }],
    ['reviews', { reviewer_ref: 'user:default/dana' }],
    ['reviews', { content_hash: 'another' }],
    ['sessions', { minutes: 480 }],
  ])('is none once %s says %j', async (table, change) => {
    await portal.db(table).update(change);
    expect(await judged()).toMatchObject({ ok: false, forged: true });
  });

  it('is none once its reviewer owns the account no longer', async () => {
    const account = portal.catalog.accounts.get('111111111111')!;
    account.ownerPeople = [];
    expect(await judged()).toMatchObject({
      ok: false,
      code: 'reviewer-changed',
    });
  });
});
