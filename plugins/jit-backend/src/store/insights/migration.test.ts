import { TestDatabases } from '@backstage/backend-test-utils';
import { migrated } from '../../accounts/__testUtils__/database';
import { askedKeyOf } from '../../domain/askedKey';
import {
  assignmentRow,
  requestRow,
  sessionRow,
} from '../../permissions/__testUtils__/rows';
import { migrationsDir } from '../openDatabase';
import { timeOf } from '../rows';

jest.setTimeout(60_000);

const NAME = '20261125213500_insights.js';
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const asked = {
  type: 'custom' as const,
  name: 'JIT-fix-export',
  sessionDuration: 'PT1H',
  managedPolicies: ['arn:aws:iam::aws:policy/B', 'arn:aws:iam::aws:policy/A'],
  inlinePolicy: JSON.stringify({
    Version: '2012-10-17',
    Id: 'x',
    Statement: [
      {
        Sid: 'One',
        Effect: 'Allow',
        Action: ['s3:PutObject', 'S3:GetObject'],
        Resource: 'arn:aws:s3:::exports/*',
        Condition: { Bool: { 'aws:SecureTransport': true } },
      },
      { Effect: 'Deny', NotAction: 's3:*', Resource: '*' },
    ],
  }),
};

describe.each(databases.eachSupportedId())('the migration, %s', id => {
  it('counts what was there before as what comes after', async () => {
    const db = await migrated(await databases.init(id));
    await db.migrate.down({ directory: migrationsDir, name: NAME } as any);
    await db('assignments').insert(assignmentRow());
    await db('requests').insert([
      requestRow({
        number: 1,
        permission_set_type: 'custom',
        permission_set: JSON.stringify(asked),
        covered_by: JSON.stringify([
          { name: 'Part', covers: 'part' },
          { name: 'Whole', covers: 'whole' },
        ]),
      }),
    ]);
    await db('requests').insert(requestRow({ number: 2 }));
    await db('sessions').insert(sessionRow({ number: 1 }));
    await db.migrate.up({ directory: migrationsDir, name: NAME } as any);
    expect(await db('requests').where({ number: 1 }).first()).toMatchObject({
      asked_key: askedKeyOf(asked),
      covered_by_set: 'Whole',
    });
    expect(await db('requests').where({ number: 2 }).first()).toMatchObject({
      asked_key: null,
      covered_by_set: null,
    });
    const session = await db('sessions').first();
    const request = await db('requests').where({ number: 1 }).first();
    expect(timeOf(session.requested_at)).toEqual(timeOf(request.requested_at));
  });
});
