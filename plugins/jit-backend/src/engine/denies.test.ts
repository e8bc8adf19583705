import { SessionRecord } from '../domain/model';
import { ModelDenies } from './__testUtils__/ModelDenies';
import { onEachDatabase, Play } from './__testUtils__/onEachDatabase';
import { HOUR, MINUTE } from './__testUtils__/Stage';

const SET = 'arn:aws:sso:::permissionSet/ssoins-1/ps-1';
const OTHER_SET = 'arn:aws:sso:::permissionSet/ssoins-1/ps-2';
const ACCOUNT = '111111111111';
const OTHER_ACCOUNT = '222222222222';
const BASE = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
  },
  undefined,
  2,
);

const inline = (user: string, over = {}) => ({
  user,
  account: ACCOUNT,
  set: SET,
  mode: 'inline-deny' as const,
  ...over,
});

/** Credentials that this person takes now. */
function tokenOf({ clock }: Play, userId: string, accountId = ACCOUNT) {
  return { userId, accountId, issuedAt: clock.read() };
}

/** Dana and Eve have the set in the account, and the set has a policy of its own. */
async function twoWithTheSet(play: Play): Promise<SessionRecord[]> {
  const { aws, stage } = play;
  aws.denies.inline.set(SET, BASE);
  const dana = await stage.approve(inline('dana'));
  const eve = await stage.approve(inline('eve'));
  await stage.run(5_000);
  expect(aws.assignments.size).toBe(2);
  return [dana, eve];
}

const statementsIn = (denies: ModelDenies, set = SET) =>
  [JSON.parse(denies.inline.get(set)!).Statement].flat();

const events = async ({ stage }: Play, type: string) =>
  (await stage.events(type)).length;

onEachDatabase('inline-deny, order (H26)', play => {
  it('cuts every token off before the assignment goes, and says so', async () => {
    const p = play();
    const { stage, aws } = p;
    const [dana] = await twoWithTheSet(p);
    const before = tokenOf(p, 'dana');
    const eves = tokenOf(p, 'eve');
    expect(aws.denies.denies(SET, before)).toBe(false);

    const withdraw = aws.withdraw.bind(aws);
    const deniedAtWithdrawal: boolean[] = [];
    aws.withdraw = async target => {
      const justNow = tokenOf(p, 'dana');
      deniedAtWithdrawal.push(
        aws.denies.denies(SET, before) && aws.denies.denies(SET, justNow),
      );
      return withdraw(target);
    };
    await stage.revoke(dana);
    await stage.run(6_000);

    const ended = await stage.session(dana);
    expect(ended.status).toBe('REVOKED');
    expect(deniedAtWithdrawal).toEqual([true]);
    expect(ended.credentials.mode).toBe('inline-deny');
    expect(ended.credentials.cutAt! <= ended.endedAt!).toBe(true);
    // Eve holds the same set in the same account, and nothing of hers changed
    expect(aws.denies.denies(SET, eves)).toBe(false);
    expect(statementsIn(aws.denies)[0]).toEqual(JSON.parse(BASE).Statement);
  });

  it('knows of others by its own record before lists show them', async () => {
    const p = play();
    const { stage, aws } = p;
    const [dana] = await twoWithTheSet(p);
    const before = tokenOf(p, 'dana');
    aws.hidesOthers = true;
    await stage.revoke(dana);
    await stage.run(6_000);
    const { status, credentials } = await stage.session(dana);
    expect(status).toBe('REVOKED');
    expect(aws.denies.denies(SET, before)).toBe(true);
    expect(credentials.cutAt).toBeDefined();
  });

  it('denies tokens that are minted while the deny is on its way', async () => {
    const p = play();
    const { stage, aws } = p;
    const [dana] = await twoWithTheSet(p);
    aws.denies.takesMs = 10_000;
    await stage.revoke(dana);
    const minted = [];
    while (aws.assignments.size === 2) {
      minted.push(tokenOf(p, 'dana'));
      await stage.run(1_000);
    }
    expect(minted.length).toBeGreaterThan(5);
    await stage.run(5_000);
    for (const token of minted) {
      expect(aws.denies.denies(SET, token)).toBe(true);
    }
  });

  it('holds the deletion up for a minute at most, then says what remains', async () => {
    const p = play();
    const { stage, aws } = p;
    const [dana] = await twoWithTheSet(p);
    aws.denies.takesMs = 10 * MINUTE;
    await stage.revoke(dana);
    await stage.run(58_000, 1_000);
    expect(aws.assignments.size).toBe(2);
    await stage.run(6_000);
    const ended = await stage.session(dana);
    expect(ended.status).toBe('REVOKED');
    expect(ended.credentials.cutAt).toBeUndefined();
    expect(+ended.credentials.until! - +ended.endedAt!).toBe(HOUR);
    // What is true later is told later
    await stage.run(10 * MINUTE, 5_000);
    expect((await stage.session(dana)).credentials.cutAt).toBeDefined();
  });

  it('becomes “issued before” when the person gets the set again', async () => {
    const p = play();
    const { stage, aws } = p;
    const [dana] = await twoWithTheSet(p);
    const old = tokenOf(p, 'dana');
    await stage.revoke(dana);
    await stage.run(6_000);
    expect(aws.denies.denies(SET, tokenOf(p, 'dana'))).toBe(true);

    const assign = aws.assign.bind(aws);
    const deniedAtCreate: boolean[][] = [];
    aws.assign = async target => {
      const fresh = tokenOf(p, 'dana');
      deniedAtCreate.push([
        aws.denies.denies(SET, old),
        aws.denies.denies(SET, fresh),
      ]);
      return assign(target);
    };
    const again = await stage.approve(inline('dana'));
    await stage.run(40_000);
    expect((await stage.session(again)).status).toBe('ACTIVE');
    expect(deniedAtCreate).toEqual([[true, false]]);
    expect(aws.denies.denies(SET, old)).toBe(true);
    expect(aws.denies.denies(SET, tokenOf(p, 'dana'))).toBe(false);
  });

  it('is needed by nobody who has the set alone: the role goes (H28)', async () => {
    const p = play();
    const { stage, aws } = p;
    const dana = await stage.approve(inline('dana'));
    await stage.run(3_000);
    await stage.revoke(dana);
    await stage.run(3_000);
    const ended = await stage.session(dana);
    expect(ended.status).toBe('REVOKED');
    expect(ended.credentials.until).toEqual(ended.endedAt);
    expect(aws.denies.calls).toEqual([]);
    expect(await stage.knex('credential_denies')).toEqual([]);
  });
});

onEachDatabase('inline-deny, neighbours (H27)', play => {
  it('two people in two accounts: who is denied is denied there alone', async () => {
    const p = play();
    const { stage, aws } = p;
    const sessions = new Map<string, SessionRecord>();
    for (const user of ['dana', 'eve', 'kim']) {
      for (const account of [ACCOUNT, OTHER_ACCOUNT]) {
        const session = await stage.approve(inline(user, { account }));
        sessions.set(`${user} ${account}`, session);
      }
    }
    await stage.run(8_000);
    const all = ['dana', 'eve', 'kim'].flatMap(user =>
      [ACCOUNT, OTHER_ACCOUNT].map(account => tokenOf(p, user, account)),
    );
    await stage.revoke(sessions.get(`dana ${ACCOUNT}`)!);
    await stage.revoke(sessions.get(`eve ${OTHER_ACCOUNT}`)!);
    await stage.run(8_000);
    const denied = all
      .filter(token => aws.denies.denies(SET, token))
      .map(token => `${token.userId} ${token.accountId}`);
    expect(denied).toEqual([`dana ${ACCOUNT}`, `eve ${OTHER_ACCOUNT}`]);
    expect(statementsIn(aws.denies)).toHaveLength(2);
  });

  it.each([
    [
      'an edit beside our denies',
      (text: string) => {
        const document = JSON.parse(text);
        document.Statement.push({
          Effect: 'Allow',
          Action: 'ec2:*',
          Resource: '*',
        });
        return JSON.stringify(document);
      },
    ],
    ['a revert by another tool', () => BASE],
    ['a policy taken away', () => ''],
  ])('%s stops all pushing, and ends say so', async (_, edit) => {
    const p = play();
    const { stage, aws } = p;
    const [dana, eve] = await twoWithTheSet(p);
    await stage.approve(inline('kim'));
    await stage.run(3_000);
    await stage.revoke(dana);
    await stage.run(6_000);
    const edited = edit(aws.denies.inline.get(SET)!);
    aws.denies.inline.set(SET, edited);
    const puts = aws.denies.puts.length;
    await stage.revoke(eve);
    await stage.run(6_000);

    expect(aws.denies.puts).toHaveLength(puts);
    expect(aws.denies.inline.get(SET)).toBe(edited);
    const ended = await stage.session(eve);
    expect(ended.status).toBe('REVOKED');
    expect(ended.credentials.mode).toBe('assignment');
    expect(+ended.credentials.until! - +ended.endedAt!).toBe(HOUR);
    const [drift] = await stage.events('drift.found');
    expect(drift.severity).toBe('high');
    expect(await events(p, 'drift.found')).toBe(1);
    expect(await stage.told()).toContain('credentials-remain');
  });

  it('what another tool reverted works again, and is told so', async () => {
    const p = play();
    const { stage, aws } = p;
    const [dana] = await twoWithTheSet(p);
    await stage.revoke(dana);
    await stage.run(6_000);
    const old = tokenOf(p, 'dana');
    expect((await stage.session(dana)).credentials.cutAt).toBeDefined();
    aws.denies.inline.set(SET, BASE);
    aws.denies.roles.set(`${SET} ${ACCOUNT}`, BASE);
    await stage.run(6 * MINUTE, 1_000);
    expect(aws.denies.denies(SET, old)).toBe(false);
    const told = await stage.session(dana);
    expect(told.credentials).toMatchObject({ mode: 'assignment' });
    expect(told.credentials.cutAt).toBeUndefined();
    expect(await events(p, 'credentials.deny-lost')).toBe(1);
    expect(await stage.knex('deny_policies')).toEqual([]);
  });

  it('never changes a set that is not tagged as ours', async () => {
    const p = play();
    const { stage, aws } = p;
    const [dana] = await twoWithTheSet(p);
    aws.denies.untagged.add(SET);
    await stage.revoke(dana);
    await stage.run(4_000);
    const ended = await stage.session(dana);
    expect(ended.status).toBe('REVOKED');
    expect(ended.credentials.mode).toBe('assignment');
    expect(aws.denies.puts).toEqual([]);
    const [why] = await stage.events('credentials.not-denied');
    expect(why.data).toMatchObject({ code: 'not-managed' });
  });

  it('does not count SUCCEEDED as proof while another text is the latest', async () => {
    const p = play();
    const { stage, aws } = p;
    const [dana] = await twoWithTheSet(p);
    // AWS brings an older text than the one that was put
    const key = `${SET} ${ACCOUNT}`;
    const set = aws.denies.roles.set.bind(aws.denies.roles);
    aws.denies.roles.set = (k: string, v: string) =>
      k === key ? aws.denies.roles : set(k, v);
    await stage.revoke(dana);
    await stage.run(20_000);
    expect((await stage.session(dana)).credentials.cutAt).toBeUndefined();
    expect((await stage.session(dana)).status).toBe('ENDING');
    aws.denies.roles.set = set;
    await stage.run(6_000);
    expect((await stage.session(dana)).credentials.cutAt).toBeDefined();
    expect(aws.denies.denies(SET, tokenOf(p, 'dana'))).toBe(true);
  });
});

onEachDatabase('inline-deny, pruning (H28)', play => {
  it('keeps a deny until the last credentials have run out, to the second', async () => {
    const p = play();
    const { stage, aws, clock } = p;
    const [dana] = await twoWithTheSet(p);
    const eve = await stage.approve(inline('eve', { minutes: 480 }));
    await stage.run(3_000);
    await stage.revoke(dana);
    await stage.run(6_000);
    const { deleted_at: deletedAt } = await stage
      .knex('credential_denies')
      .first();
    const due = new Date(+new Date(deletedAt) + HOUR + 15 * MINUTE);
    const last = tokenOf(p, 'dana');
    clock.set(new Date(+due - 1_000));
    await stage.run(0);
    expect(aws.denies.denies(SET, last)).toBe(true);
    expect(statementsIn(aws.denies)).toHaveLength(2);
    clock.set(due);
    await stage.run(5_000);
    // The set is as it was before, to the letter
    expect(aws.denies.inline.get(SET)).toBe(BASE);
    expect(aws.denies.roles.get(`${SET} ${ACCOUNT}`)).toBe(BASE);
    expect(await stage.knex('deny_policies')).toEqual([]);
    expect((await stage.session(eve)).status).toBe('ACTIVE');
  });

  it('keeps it longer when the set has had longer sessions since', async () => {
    const p = play();
    const { stage, aws } = p;
    const [dana] = await twoWithTheSet(p);
    await stage.approve(inline('eve', { minutes: 480 }));
    await stage.run(3_000);
    await stage.revoke(dana);
    await stage.run(6_000);
    aws.denies.sessionMinutes = 240;
    await stage.run(10 * MINUTE, 5_000);
    aws.denies.sessionMinutes = 60;
    await stage.run(3 * HOUR, 5 * MINUTE);
    expect(aws.denies.denies(SET, tokenOf(p, 'dana'))).toBe(true);
    await stage.run(80 * MINUTE, 5 * MINUTE);
    await stage.run(5_000);
    expect(aws.denies.inline.get(SET)).toBe(BASE);
  });

  it('is dropped when the role goes: nothing is left to deny', async () => {
    const p = play();
    const { stage, aws } = p;
    const [dana, eve] = await twoWithTheSet(p);
    await stage.revoke(dana);
    await stage.run(6_000);
    await stage.revoke(eve);
    await stage.run(7 * MINUTE, 5_000);
    expect(aws.denies.roles.size).toBe(0);
    expect(aws.denies.inline.get(SET)).toBe(BASE);
    expect(await stage.knex('credential_denies')).toEqual([]);
    const { credentials } = await stage.session(dana);
    expect(credentials.until! <= p.clock.read()).toBe(true);
  });
});

onEachDatabase('inline-deny, many ends on one set (H28)', play => {
  it('500 at once: as many as fit are denied, the others told, none evicted', async () => {
    const p = play();
    const { stage, aws } = p;
    const [dana] = await twoWithTheSet(p);
    await stage.revoke(dana);
    await stage.run(6_000);
    // The deeds of 500 turns, at once
    const sessions: SessionRecord[] = [];
    for (let n = 0; n < 500; n += 1) {
      const user = `9967abcdef-${String(n).padStart(
        8,
        '0',
      )}-4c1d-4e2f-8a3b-5d6e7f80`;
      sessions.push(await stage.approve(inline(user)));
    }
    await endingWithDenies(p, sessions);
    await stage.run(20_000, 1_000);

    const text = aws.denies.inline.get(SET)!;
    expect(text.replace(/\s/g, '').length).toBeLessThanOrEqual(10_240);
    expect(aws.denies.denies(SET, tokenOf(p, 'dana'))).toBe(true);
    const kinds = { denied: 0, told: 0 };
    for (const { id, principalId } of sessions) {
      const row = await stage.knex('sessions').where({ id }).first();
      const isDenied = aws.denies.denies(SET, tokenOf(p, principalId));
      expect(row.credentials_mode).toBe(
        isDenied ? 'inline-deny' : 'assignment',
      );
      expect(row.credentials_cut_at !== null).toBe(isDenied);
      kinds[isDenied ? 'denied' : 'told'] += 1;
    }
    expect(kinds.denied).toBeGreaterThan(150);
    expect(kinds.told).toBeGreaterThan(150);
    expect(await events(p, 'credentials.denies-nearly-full')).toBe(1);
    expect(await stage.told()).toContain('denies-nearly-full');
    // Batched: the text was put a few times, not 500 times
    expect(aws.denies.puts.length).toBeLessThan(6);
  });

  /** Their ends are under way, and each has put its deny on record. */
  async function endingWithDenies(p: Play, sessions: SessionRecord[]) {
    const { stage, clock } = p;
    const { knex } = stage;
    const now = clock.read();
    const policy = await knex('deny_policies').first();
    for (const one of sessions) {
      await knex('sessions').where({ id: one.id }).update({
        status: 'ENDING',
        end_cause: 'revoked',
        ending_at: now,
        first_call_at: now,
        granted_at: now,
      });
      // Held by nobody and due much later: their turns are not of interest
      await knex('assignments')
        .where({ id: one.assignmentId })
        .update({ due_at: new Date(+now + HOUR), made_by_us: true });
      await knex('credential_denies').insert({
        id: `deny-${one.number}`,
        policy_id: policy.id,
        assignment_id: one.assignmentId,
        account_id: ACCOUNT,
        principal_id: one.principalId,
        permission_set_name: 'Set',
        state: 'wanted',
        urgent: true,
        wanted_at: now,
        lasting_minutes: 60,
      });
    }
    await knex('deny_policies').update({
      due_at: now,
      wakes: knex.raw('wakes + 1'),
    });
  }
});

onEachDatabase('inline-deny, when AWS has trouble', play => {
  it.each([
    'readSetPolicy',
    'putSetPolicy',
    'provision',
    'pollProvisioning',
  ] as const)('gets over an outage and a lost answer at %s', async method => {
    const p = play();
    const { stage, aws } = p;
    const [dana] = await twoWithTheSet(p);
    aws.denies.faults.push({ method, kind: 'outage' });
    if (method === 'putSetPolicy' || method === 'provision') {
      aws.denies.faults.push({ method, kind: 'lost' });
    }
    await stage.revoke(dana);
    await stage.run(50_000, 500);
    const ended = await stage.session(dana);
    expect(ended.status).toBe('REVOKED');
    expect(ended.credentials.cutAt! <= ended.endedAt!).toBe(true);
    expect(aws.denies.denies(SET, tokenOf(p, 'dana'))).toBe(true);
  });

  it('goes on without a deny at once where AWS never allows it', async () => {
    const p = play();
    const { stage, aws } = p;
    const [dana] = await twoWithTheSet(p);
    aws.denies.faults.push({ method: 'putSetPolicy', kind: 'denied' });
    await stage.revoke(dana);
    await stage.run(6_000);
    const ended = await stage.session(dana);
    expect(ended.status).toBe('REVOKED');
    expect(ended.credentials.mode).toBe('assignment');
  });

  it('another set is not held up by one in trouble', async () => {
    const p = play();
    const { stage, aws } = p;
    const [dana] = await twoWithTheSet(p);
    const there = [
      await stage.approve(inline('dana', { set: OTHER_SET })),
      await stage.approve(inline('eve', { set: OTHER_SET })),
    ];
    await stage.run(5_000);
    aws.denies.inline.set(SET, 'not json');
    await stage.revoke(dana);
    await stage.revoke(there[0]);
    await stage.run(8_000);
    expect((await stage.session(dana)).credentials.mode).toBe('assignment');
    expect((await stage.session(there[0])).credentials.cutAt).toBeDefined();
  });
});
