import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Express } from 'express';
import request from 'supertest';
import { PRODUCTION, STAGING } from '../testing/accounts';
import { Name, refOf } from '../testing/cast';
import { Portal } from '../testing/Portal';
import { serve } from './__testUtils__/serve';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('GET /insights', () => {
  let portal: Portal;
  let app: Express;

  beforeEach(async () => {
    const db = await databases.init('SQLITE_3');
    portal = await Portal.open(db, mockServices.logger.mock());
    app = await serve(portal.service);
  });

  const get = (name: Name, search: string = '') =>
    request(app)
      .get(`/insights${search}`)
      .set('Authorization', mockCredentials.user.header(refOf(name)));

  it.each<[Name, number]>([
    ['ada', 200],
    ['sam', 200],
    ['audrey', 200],
    ['olivia', 200],
    ['theo', 200],
    ['dana', 403],
    ['noah', 403],
  ])('%s: %i', async (name, status) => {
    expect((await get(name)).status).toBe(status);
  });

  it.each([
    ['?from=yesterday', 'from'],
    ['?to=2026-11-23', 'to'],
    ['?days=3', 'days'],
  ])('400 for %s', async (search, field) => {
    const reply = await get('ada', search);
    expect(reply.status).toBe(400);
    expect(JSON.stringify(reply.body)).toContain(field);
  });

  it('takes a range and accounts, and says what its words mean', async () => {
    const people: Name[] = ['dana', 'theo', 'noah'];
    for (const accountId of [PRODUCTION, STAGING]) {
      for (const set of ['ReadOnlyAccess', 'PowerUserAccess', 'BillingView']) {
        for (const name of people.slice(0, 2)) {
          await portal.asks(name, {
            accountId,
            permissionSet: { type: 'standard', name: set },
          });
        }
      }
    }
    portal.clock.advance(60_000);
    const { body } = await get(
      'olivia',
      `?from=2026-11-23T08:00:00Z&account=${PRODUCTION}`,
    );
    expect(body).toMatchObject({
      from: '2026-11-23T08:00:00.000Z',
      to: '2026-11-23T09:01:00.000Z',
      computedAt: '2026-11-23T09:01:00.000Z',
      isEnough: true,
      definitions: {
        startAfter: 10,
        minItems: 10,
        longMinutes: 480,
        workingHours: { from: '07:00', to: '19:00', days: [1, 2, 3, 4, 5] },
      },
      cards: {
        totals: { now: { requests: 6, pending: 6, times: { decided: 0 } } },
        accounts: {
          count: 1,
          items: [
            {
              account: { id: PRODUCTION, name: 'Payments Production' },
              requests: 6,
            },
          ],
        },
      },
    });
    expect((await get('theo')).body.isEnough).toBe(false);
  });
});
