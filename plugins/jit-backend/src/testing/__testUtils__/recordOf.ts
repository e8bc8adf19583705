import { generateKeyPairSync } from 'node:crypto';
import { Checkpoint } from '@jit-portal/backstage-plugin-jit-node';
import { Checkpoints, checkRecord, Verdict } from '@jit-portal/jit-audit-check';
import { Knex } from 'knex';
import { createSigner } from '../../domain/checkpoint';
import { Portal } from '../Portal';

export const KEYS = generateKeyPairSync('ed25519');

/** The chain of a portal, and what an auditor has of it. */
export function recordOf(portal: Portal) {
  const signer = createSigner(KEYS.privateKey);
  const kept: Checkpoint[] = [];

  return {
    /** What was told outside. */
    kept,

    async seal(): Promise<void> {
      while (await portal.stores.chain.seal());
    },

    /** Seals, and tells outside how far the chain goes. */
    async witness(): Promise<Checkpoint> {
      await this.seal();
      const checkpoint = await portal.stores.chain.makeCheckpoint(signer);
      kept.push(checkpoint!);
      return checkpoint!;
    },

    async export(): Promise<string[]> {
      const audrey = portal.as('audrey');
      let text = '';
      for await (const chunk of await portal.service.exportAuditEvents(audrey))
        text += chunk;
      return text.split('\n');
    },

    async check(retentionMs?: number): Promise<Verdict> {
      return this.checkLines(await this.export(), retentionMs);
    },

    async checkLines(lines: string[], retentionMs?: number): Promise<Verdict> {
      const checkpoints = new Checkpoints([KEYS.publicKey]);
      const text = kept.map(one => JSON.stringify(one)).join('\n');
      checkpoints.read(text, 'checkpoints.ndjson');
      return checkRecord(lines, checkpoints, retentionMs);
    },

    async positions(): Promise<number[]> {
      const rows = await portal.db('audit_seals').orderBy('position');
      return rows.map(row => Number(row.position));
    },
  };
}

/** Does what no trigger allows, as who owns the database can. */
export async function asSuperuser(
  db: Knex,
  tamper: (trx: Knex) => Promise<unknown>,
): Promise<void> {
  if (db.client.config.client === 'pg') {
    const tables = await db('pg_tables')
      .where({ schemaname: db.raw('current_schema()') })
      .where('tablename', 'like', 'audit_%')
      .pluck('tablename');
    const all = (deed: string) =>
      Promise.all(
        tables.map(name =>
          db.raw(`alter table ?? ${deed} trigger all`, [name]),
        ),
      );
    await all('disable');
    await tamper(db);
    await all('enable');
    return;
  }
  const triggers = await db('sqlite_master')
    .where({ type: 'trigger' })
    .select('name', 'sql');
  for (const { name } of triggers) await db.raw('drop trigger ??', [name]);
  await tamper(db);
  for (const { sql } of triggers) await db.raw(sql);
}
