import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Express } from 'express';
import request from 'supertest';
import { Finding } from '../domain/findings';
import { DatabaseFindings } from '../store/DatabaseFindings';
import { newTimeSortedId } from '../store/ids';
import { PRODUCTION } from '../testing/accounts';
import { Name, refOf } from '../testing/cast';
import { Portal } from '../testing/Portal';
import { serve } from './__testUtils__/serve';

jest.setTimeout(60_000);

const HOME = { instanceArn: 'arn:aws:sso:::instance/ssoins-1' };

function stranger(name: string): Finding {
  return {
    kind: 'stranger',
    level: 'warning',
    account: PRODUCTION,
    permissionSet: { arn: 'arn:set', name: 'ReadOnlyAccess' },
    principal: { type: 'user', id: `id-${name}`, name },
    what: `${name} has ReadOnlyAccess outside JIT Access.`,
    fix: 'Remove it.',
  };
}

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('GET /drift, %s', id => {
  let portal: Portal;
  let findings: DatabaseFindings;
  let app: Express;

  beforeEach(async () => {
    const db = await databases.init(id);
    portal = await Portal.open(db, mockServices.logger.mock());
    const { clock } = portal;
    findings = new DatabaseFindings({ db, clock, newId: newTimeSortedId });
    app = await serve(portal.service);
  });

  const get = (name: Name, path: string = '/drift') =>
    request(app)
      .get(path)
      .set('Authorization', mockCredentials.user.header(refOf(name)));

  async function find(...names: string[]): Promise<void> {
    for (const name of names) {
      portal.clock.advance(1_000);
      await findings.compared(
        { ...HOME } as any,
        { accountId: name.length.toString(), setArn: `arn:${name}` },
        [stranger(name)],
      );
    }
  }

  it.each<[Name, number]>([
    ['ada', 200],
    ['audrey', 200],
    ['dana', 403],
    ['olivia', 403],
    ['sam', 403],
  ])('%s: %i', async (name, status) => {
    expect((await get(name)).status).toBe(status);
  });

  it('a policy may narrow it, and trouble is not permission', async () => {
    portal.permits.hidesOwnership = true;
    expect((await get('ada')).status).toBe(403);
    portal.permits.hidesOwnership = false;
    portal.permits.isDown = true;
    expect((await get('ada')).status).toBe(503);
  });

  it('tells what it is, where, since when, and what to do', async () => {
    await find('Eve');
    const { body } = await get('ada');
    expect(body).toMatchObject({
      totalItems: 1,
      items: [
        {
          kind: 'stranger',
          level: 'warning',
          account: { id: PRODUCTION, name: 'Payments Production' },
          permissionSet: 'ReadOnlyAccess',
          principal: { type: 'user', id: 'id-Eve', name: 'Eve' },
          what: 'Eve has ReadOnlyAccess outside JIT Access.',
          fix: 'Remove it.',
          firstSeenAt: '2026-11-23T09:00:01.000Z',
        },
      ],
    });
    expect(body.comparedAt).toBeUndefined();
  });

  it('pages without losing or repeating a row, the newest first', async () => {
    await find('A', 'Be', 'Cee', 'Dora', 'Edith');
    const names: string[] = [];
    let cursor = '';
    do {
      const page = await get('ada', `/drift?limit=2${cursor}`);
      names.push(...page.body.items.map((one: any) => one.principal.name));
      const { nextCursor } = page.body;
      cursor = nextCursor && `&cursor=${encodeURIComponent(nextCursor)}`;
    } while (cursor);
    expect(names).toEqual(['Edith', 'Dora', 'Cee', 'Be', 'A']);
  });

  it('filters by state, kind, account and words', async () => {
    await find('Eve', 'Mallory');
    await findings.areAll(HOME, ['stranger'], [stranger('Eve')]);
    const count = async (query: string) =>
      (await get('ada', `/drift?${query}`)).body.totalItems;
    expect(await count('state=open')).toBe(1);
    expect(await count('state=resolved')).toBe(1);
    expect(await count('kind=stranger&kind=quota')).toBe(2);
    expect(await count('kind=quota')).toBe(0);
    expect(await count(`account=${PRODUCTION}`)).toBe(2);
    expect(await count('q=mall')).toBe(1);
    expect((await get('ada', '/drift?state=maybe')).status).toBe(400);
  });
});
