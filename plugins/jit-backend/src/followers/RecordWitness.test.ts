import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { SessionRecord } from '../domain/model';
import { CompareAssignments } from '../engine/chores/CompareAssignments';
import {
  HOME,
  ModelIdentityCenter,
} from '../engine/__testUtils__/ModelIdentityCenter';
import { ModelSurvey } from '../engine/__testUtils__/ModelSurvey';
import { MINUTE, Stage, testDatabases } from '../engine/__testUtils__/Stage';
import { whileRecordIsWhole } from '../engine/whileRecordIsWhole';
import { ManualClock } from '../store/clock';
import { DatabaseFindingLists } from '../store/DatabaseFindingLists';
import { DatabaseFindings } from '../store/DatabaseFindings';
import { DatabaseQuarantine } from '../store/DatabaseQuarantine';
import { Row } from '../store/rows';
import { CheckpointFile } from './CheckpointFile';
import { RecordWitness } from './RecordWitness';

jest.setTimeout(120_000);

const SET = 'arn:aws:sso:::permissionSet/ssoins-1/ps-1';
const ADA = {
  kind: 'user',
  ref: 'user:default/ada',
  displayName: 'Ada',
} as const;
const ACCOUNTS = Array.from({ length: 10 }, (_, n) => String(1e11 + n));

type Dump = [table: string, rows: Row[]][];

async function dump(db: Knex): Promise<Dump> {
  const tables =
    db.client.config.client === 'pg'
      ? db('pg_tables')
          .where({ schemaname: db.raw('current_schema()') })
          .pluck('tablename')
      : db('sqlite_master').where({ type: 'table' }).pluck('name');
  const own = (await tables).filter(name => !/^(knex|sqlite)_/.test(name));
  return Promise.all(
    own.map(async name => [name, await db(name)] as const),
  ).then(all => all.map(([name, rows]) => [name, rows]));
}

async function restore(db: Knex, tables: Dump): Promise<void> {
  await db.transaction(async trx => {
    if (db.client.config.client === 'pg') {
      // As a restored dump has it: rows in any order, triggers untouched
      await trx.raw(`set local session_replication_role = 'replica'`);
    }
    for (const [name, rows] of tables) {
      if (!name.startsWith('audit_')) await trx(name).delete();
      // Filled by the events themselves
      if (name === 'audit_unsealed' && db.client.config.client !== 'pg') {
        continue;
      }
      if (rows.length > 0) await trx.batchInsert(name, rows, 20);
    }
    if (db.client.config.client !== 'pg') return;
    for (const name of ['requests', 'sessions']) {
      const highest = trx(name).max('number');
      await trx.raw(`select setval(pg_get_serial_sequence(?, 'number'), (?))`, [
        name,
        highest,
      ]);
    }
  });
}

const { all, ids } = testDatabases();

describe.each(ids)('a database that forgets (%s)', id => {
  let clock: ManualClock;
  let aws: ModelIdentityCenter;
  let first: Stage;
  let directory: string;

  beforeEach(async () => {
    clock = new ManualClock();
    aws = new ModelIdentityCenter(clock);
    first = await Stage.create(await all.init(id), clock, aws);
    directory = await mkdtemp(join(tmpdir(), 'jit-witness-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const partsOf = ({ knex, newId }: Stage) => ({ db: knex, clock, newId });

  /** A process on a stage, which grants only what its witness lets it. */
  function witnessOf(stage: Stage) {
    const logger = mockServices.logger.mock();
    const quarantine = new DatabaseQuarantine(partsOf(stage));
    const findings = new DatabaseFindings(partsOf(stage));
    const witness = new RecordWitness({
      quarantine,
      findings,
      instanceArn: HOME.instanceArn,
      file: new CheckpointFile(directory),
      logger,
    });
    stage.judge = whileRecordIsWhole({
      witness,
      judge: async ({ minutes }) => ({ ok: true, minutes }),
    });
    return { witness, quarantine, findings, logger };
  }

  /** So many people are approved, over all accounts. */
  async function approve(stage: Stage, from: number, to: number) {
    const sessions: SessionRecord[] = [];
    for (let n = from; n < to; n++) {
      const account = ACCOUNTS[n % ACCOUNTS.length];
      sessions.push(
        await stage.approve({ user: `user-${n}`, account, minutes: 240 }),
      );
    }
    return sessions;
  }

  async function restored(tables: Dump): Promise<Stage> {
    const knex = await all.init(id);
    const { newId } = first;
    const stage = await Stage.create(knex, clock, aws, {
      newId,
      requestIds: 'later',
    });
    await restore(knex, tables);
    return stage;
  }

  const creates = () =>
    aws.calls.filter(call => call.startsWith('create')).length;

  it('gives nothing, ends on, and tells who has access that is not on record', async () => {
    const before = witnessOf(first);
    const ended = await approve(first, 0, 50);
    await first.run(40_000, 500);
    expect(aws.assignments.size).toBe(50);
    const due = await approve(first, 50, 55);
    const yesterday = await dump(first.knex);

    await approve(first, 55, 100);
    for (const one of ended) await first.revoke(one);
    await first.run(90_000, 500);
    expect(aws.assignments.size).toBe(50);
    await before.witness.remember();

    const second = await restored(yesterday);
    const after = witnessOf(second);
    await after.witness.start();
    await after.witness.stop();
    const given = creates();
    await second.run(40 * MINUTE, 15_000);

    expect(creates()).toBe(given);
    for (const one of due) {
      expect(await second.session(one)).toMatchObject({ status: 'FAILED' });
    }
    for (const one of ended) {
      expect(await second.session(one)).toMatchObject({ status: 'ENDED' });
    }

    await second.knex('permission_sets').insert({
      arn: SET,
      name: 'Set',
      session_minutes: 60,
      fingerprint: 'f',
      refreshed_at: clock.read(),
    });
    const comparison = new CompareAssignments({
      findings: after.findings,
      survey: new ModelSurvey(aws),
      home: async () => HOME,
      offered: ['Set'],
      logger: mockServices.logger.mock(),
    });
    for (let slice = 0; slice < 5; slice++) await comparison.run();
    const lists = new DatabaseFindingLists(partsOf(second));
    const strangers = await lists.list({
      state: 'open',
      kind: ['stranger'],
      limit: 100,
    });
    expect(strangers.items).toHaveLength(50);
    expect(aws.assignments.size).toBe(50);

    await after.quarantine.end(ADA, 'Compared; see OPS-812');
    await after.witness.remember();
    const [fresh] = await approve(second, 200, 201);
    await second.run(60_000, 500);
    expect(await second.session(fresh)).toMatchObject({ status: 'ACTIVE' });
    expect(await witnessOf(second).witness.check()).toBe(true);
    const types = (await second.events())
      .map(({ type }) => type)
      .filter(type => /^(quarantine|check)\./.test(type));
    expect(types).toEqual([
      'quarantine.begun',
      'check.failed',
      'quarantine.ended',
      'check.passed',
    ]);
  });

  it('is one quarantine, whichever replica finds it', async () => {
    await approve(first, 0, 1);
    await first.run(3_000);
    await witnessOf(first).witness.remember();
    const second = await restored([]);
    const replicas = [witnessOf(second), witnessOf(second)];
    for (const { witness } of replicas) {
      expect(await witness.check()).toBe(false);
    }
    expect(await second.events('quarantine.begun')).toHaveLength(1);
    expect(replicas[1].logger.error).not.toHaveBeenCalled();
    // What was remembered is kept until somebody has looked
    await replicas[0].witness.stop();
    expect(await witnessOf(first).witness.check()).toBe(true);
  });

  it('grants nothing while it cannot tell', async () => {
    await writeFile(join(directory, 'checkpoint.json'), '{"format":1}');
    const { witness, logger } = witnessOf(first);
    const [session] = await approve(first, 0, 1);
    await first.run(10_000);
    expect(await first.session(session)).toMatchObject({
      status: 'PROVISIONING',
    });
    expect(creates()).toBe(0);
    await expect(witness.check()).rejects.toThrow('is not a checkpoint');
    await witness.remember();
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('keeps one file, and knows nothing before the first', async () => {
    const { witness } = witnessOf(first);
    expect(await witness.check()).toBe(true);
    await approve(first, 0, 1);
    await first.run(3_000);
    await witness.remember();
    await witness.stop();
    expect(await readdir(directory)).toEqual(['checkpoint.json']);
  });
});
