import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Express } from 'express';
import request from 'supertest';
import { LEGACY } from '../testing/accounts';
import { Name, refOf } from '../testing/cast';
import { body, Portal } from '../testing/Portal';
import { serve } from './__testUtils__/serve';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** What makes a text look like another; docs/threat-model.md has the table. */
const TRICKS: Record<string, string> = {
  'right-to-left override': 'Look at \u202estuoyap\u202c, see pineapple',
  'right-to-left isolate': 'Look at \u2067payouts\u2069, see pineapple',
  'right-to-left mark': 'Look at payouts\u200f, see pineapple',
  'zero width space': 'Look at pay\u200bouts, see pineapple',
  'tag characters': 'Look at payouts\u{e0041}, see pineapple',
};
/** Letters of other alphabets and markup are text as any other. */
const WORDS: Record<string, string> = {
  'look-alikes': 'Look at the p\u0430youts, see pineapple',
  'letters from right to left': 'بحث في المدفوعات الفاشلة OPS-771',
  markup: '<img src=x onerror=alert(1)> payouts, see pineapple',
};

describe('every text that somebody sends', () => {
  let portal: Portal;
  let app: Express;
  beforeEach(async () => {
    const db = await databases.init('SQLITE_3');
    portal = await Portal.open(db, mockServices.logger.mock());
    app = await serve(portal.service);
  });

  const post = (name: Name, path: string, sent: object) =>
    request(app)
      .post(path)
      .set('Authorization', mockCredentials.user.header(refOf(name)))
      .send(sent);

  async function reviewed(decision: string, comment: string) {
    const { number, version } = await portal.asks('dana');
    const sent = { version, decision, comment, reasonCode: 'other' };
    return post('olivia', `/requests/${number}/reviews`, sent);
  }

  async function revoked(reason: string) {
    const { id, number } = await portal.granted('dana');
    await portal.activate(id);
    return post('olivia', `/sessions/${number}/revoke`, { reason });
  }

  async function unquarantined(reason: string) {
    const lost = { eventId: 'lost', at: portal.clock.read() };
    await portal.stores.quarantine.begin(lost, 'Events are missing');
    return post('ada', '/quarantine/end', { reason });
  }

  type Field = [
    where: string,
    field: string,
    send: (text: string) => PromiseLike<request.Response>,
  ];
  const fields: Field[] = [
    [
      'a request',
      'justification',
      justification => post('dana', '/requests', body({ justification })),
    ],
    ['an approval', 'comment', comment => reviewed('approve', comment)],
    ['a rejection', 'comment', comment => reviewed('reject', comment)],
    ['a revocation', 'reason', revoked],
    [
      'a brake',
      'reason',
      reason =>
        post('ada', '/pause', { accountId: LEGACY, paused: true, reason }),
    ],
    ['the end of a quarantine', 'reason', unquarantined],
    [
      'an erasure',
      'reason',
      async reason => {
        const { id } = await portal.asks('theo');
        await portal.service.cancelRequest(id, portal.as('theo'));
        portal.catalog.people.delete(refOf('theo'));
        return post('ada', '/erasures', { ref: refOf('theo'), reason });
      },
    ],
  ];

  /** Everything that anybody could read of what was sent. */
  async function kept(): Promise<string> {
    const tables = ['requests', 'reviews', 'sessions', 'pauses'];
    const rows = await Promise.all(tables.map(name => portal.db(name)));
    const events = await portal
      .db('audit_events')
      .whereNot({ type: 'request.refused' });
    return JSON.stringify([rows, events]);
  }

  describe.each(fields)('in %s, as its %s', (_, field, send) => {
    it.each(Object.keys(TRICKS))('is refused with a %s', async trick => {
      const answer = await send(TRICKS[trick]);
      expect(answer.status).toBe(400);
      expect(answer.body.error).toMatchObject({
        code: 'invalid-values',
        details: [{ field, message: 'Take out invisible control characters.' }],
      });
      expect(await kept()).not.toContain('pineapple');
    });

    it.each(Object.keys(WORDS))('may have %s, as it was sent', async words => {
      const answer = await send(WORDS[words]);
      expect(answer.status).toBeLessThan(300);
      expect(await kept()).toContain(WORDS[words]);
    });
  });

  it('is judged for each of several requests', async () => {
    const { justification, ...asked } = body({
      justification: TRICKS['right-to-left mark'],
    });
    const { accountId, ...rest } = asked;
    const answer = await post('dana', '/submissions', {
      ...rest,
      accountIds: [accountId],
      justification,
    });
    expect(answer.body.results).toMatchObject([
      {
        error: {
          code: 'invalid-values',
          details: [{ field: 'justification' }],
        },
      },
    ]);
  });

  describe('of a custom permission set', () => {
    const custom = (change: object) =>
      post('dana', '/requests', {
        ...body(),
        permissionSet: {
          type: 'custom',
          name: 'JIT-fix',
          sessionDuration: 'PT1H',
          managedPolicies: [],
          inlinePolicy:
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::payouts/*"}]}',
          ...change,
        },
      });

    it.each([
      ['look-alikes', 'JIT-f\u0456x'],
      ['a right-to-left override', 'JIT-\u202exif'],
      ['a zero width space', 'JIT-\u200bfix'],
      ['markup', 'JIT-<b>fix</b>'],
      ['a prefix that only looks it', '\u0408IT-fix'],
    ])('has no name with %s', async (_, name) => {
      const answer = await custom({ name });
      expect(answer.status).toBe(400);
      expect(answer.body.error.details).toContainEqual(
        expect.objectContaining({ field: 'permissionSet.name' }),
      );
    });

    it.each([
      ['look-alikes', 'p\u0430youts'],
      ['a right-to-left override', '\u202estuoyap'],
      ['an escape for one', '\\u202estuoyap'],
    ])('has no policy with %s', async (_, bucket) => {
      const answer = await custom({
        inlinePolicy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${bucket}/*"}]}`,
      });
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body.error.details)).toContain(
        'permissionSet.inlinePolicy',
      );
    });

    it('has no managed policy of a name that only looks it', async () => {
      const answer = await custom({
        managedPolicies: ['arn:aws:iam::aws:policy/Re\u0430dOnlyAccess'],
      });
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body.error.details)).toContain(
        'permissionSet.managedPolicies',
      );
    });
  });

  it.each([
    [
      'account',
      {
        accountId:
          '\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661',
      },
    ],
    [
      'permission set',
      {
        permissionSet: {
          type: 'standard' as const,
          name: 'ReadOnly\u0410ccess',
        },
      },
    ],
  ])('names no %s by what only looks like it', async (_, change) => {
    const answer = await post('dana', '/requests', body(change));
    expect(answer.status).toBe(400);
    expect(await portal.db('requests')).toEqual([]);
  });

  it('means somebody else by a ref that only looks like theirs', async () => {
    await portal.asks('dana');
    const ref = 'user:default/d\u0430na';
    const sent = { ref, reason: 'Left and asked for it' };
    const answer = await post('ada', '/erasures', sent);
    expect([200, 400]).toContain(answer.status);
    const [row] = await portal.db('requests');
    expect(row.requester_ref).toBe(refOf('dana'));
  });
});
