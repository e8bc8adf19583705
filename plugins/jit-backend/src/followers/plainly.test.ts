import { TestDatabases } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { plainly } from './plainly';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe('plainly', () => {
  it('leaves short words as they are, without what could be read as markup', () => {
    expect(plainly({ title: 'a <b>', description: '<!here>' })).toEqual({
      title: 'a ‹b›',
      description: '‹!here›',
    });
    expect(plainly({ title: 'a' })).toEqual({ title: 'a' });
  });

  it('cuts a long title and tells it whole in the description', () => {
    const title = `AWS refuses: ${'🔑'.repeat(400)}`;
    const told = plainly({ title, description: 'Ask an admin.' });
    expect([...told.title]).toHaveLength(250);
    expect(told.title).toMatch(/^AWS refuses: .*…$/u);
    expect(told.description).toBe(`${title}\nAsk an admin.`);
    expect(plainly({ title }).description).toBe(title);
  });

  it.each(databases.eachSupportedId())(
    'gives what the notifications plugin can keep, %s',
    async id => {
      const db = await databases.init(id);
      await db.migrate.latest({
        directory: resolvePackagePath(
          '@backstage/plugin-notifications-backend',
          'migrations',
        ),
      });
      const { title, description } = plainly({ title: '🔑'.repeat(1_000) });
      await db('notification').insert({
        id: '01a215fd-26e2-7470-b706-87fb3320e67f',
        user: 'user:default/dana',
        title,
        description,
        severity: 'critical',
        origin: 'plugin:jit',
        created: new Date(),
      });
      const [kept] = await db('notification').select('title', 'description');
      expect(kept).toEqual({ title, description });
    },
  );
});
