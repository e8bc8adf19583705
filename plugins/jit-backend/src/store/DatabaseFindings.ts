import { FindingKind } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { KnownKey } from '../domain/compareAssignments';
import { comparedKinds, Finding, openKeyOf } from '../domain/findings';
import { Priority } from '../domain/model';
import { adminsCodes, Refused } from '../domain/selfChecks';
import { removedOutside } from '../domain/sessionFindings';
import { Home } from '../identityCenter/IdentityCenter';
import { homeColumns } from './engineContext';
import { Finder, openFinding, resolveFindings } from './findings';
import { Row, sessionOf, timeOf } from './rows';
import { makeDue } from './sessions';
import { StoreOptions } from './StoreOptions';
import { inTransaction } from './transactions';

/** What AWS has not refused again for so long is over. */
const LATELY_MS = 60 * 60_000;

const OPEN_SESSIONS = ['PROVISIONING', 'ACTIVE', 'ENDING'];

/** An account and set that are compared with our record. */
export interface Pair {
  accountId: string;
  setArn: string;
}

/** How far a comparison has come; it goes on from here after a restart. */
export interface Progress {
  /** The set being compared; undefined between two comparisons. */
  setArn?: string;
  accountsLeft: string[];
  beganAt: Date;
  endedAt?: Date;
}

function keyOf(row: Row): KnownKey {
  return {
    assignmentId: row.id,
    principalId: row.principal_id,
    madeByUs: Boolean(row.made_by_us),
    hasOpenSession: Number(row.open_sessions) > 0,
    isBusy: row.operation_id !== null,
    operationFinishedAt: timeOf(row.operation_finished_at),
    goneAt: timeOf(row.gone_at),
  };
}

/** Deeds on findings, and what the comparison reads of our record. */
export class DatabaseFindings {
  constructor(private readonly options: StoreOptions) {}

  now(): Promise<Date> {
    return this.options.clock.now(this.options.db);
  }

  /** Standard sets with these names, in a steady order. */
  async setsNamed(names: string[]): Promise<{ arn: string; name: string }[]> {
    return this.options
      .db('permission_sets')
      .whereIn('name', names)
      .orderBy('arn')
      .select('arn', 'name');
  }

  /** Standard sets that open sessions use, with an account of theirs. */
  async setsInUse(
    home: Home,
  ): Promise<{ arn: string; name: string; accountId: string }[]> {
    const rows: Row[] = await this.options
      .db('sessions')
      .join('assignments', 'assignments.id', 'sessions.assignment_id')
      .where(homeColumns(home))
      .whereIn('sessions.status', OPEN_SESSIONS)
      // A custom set that is yet to be made has none
      .where('sessions.permission_set_arn', 'like', 'arn:%')
      .groupBy('sessions.permission_set_arn', 'sessions.permission_set_name')
      .orderBy('sessions.permission_set_arn')
      .select('sessions.permission_set_arn', 'sessions.permission_set_name')
      .min({ account_id: 'sessions.account_id' });
    return rows.map(row => ({
      arn: row.permission_set_arn,
      name: row.permission_set_name,
      accountId: row.account_id,
    }));
  }

  async accountName(accountId: string): Promise<string> {
    const row = await this.options
      .db('accounts')
      .where({ account_id: accountId })
      .orderBy('entity_ref')
      .first('name');
    return row?.name ?? accountId;
  }

  /** Every key of ours on the pair. */
  async keysOf({ accountId, setArn }: Pair, home: Home): Promise<KnownKey[]> {
    const { db } = this.options;
    const rows: Row[] = await db('assignments')
      .where(homeColumns(home))
      .where({ account_id: accountId, permission_set_arn: setArn })
      .select(
        'assignments.*',
        db('sessions')
          .whereRaw('sessions.assignment_id = assignments.id')
          .whereIn('sessions.status', OPEN_SESSIONS)
          .count('*')
          .as('open_sessions'),
      );
    return rows.map(keyOf);
  }

  async progress(home: Home): Promise<Progress | undefined> {
    const row: Row | undefined = await this.options
      .db('comparisons')
      .where({ instance_arn: home.instanceArn })
      .first();
    return (
      row && {
        setArn: row.permission_set_arn ?? undefined,
        accountsLeft: JSON.parse(row.accounts_left),
        beganAt: timeOf(row.began_at)!,
        endedAt: timeOf(row.ended_at),
      }
    );
  }

  async saveProgress(home: Home, progress: Progress): Promise<void> {
    await this.options
      .db('comparisons')
      .insert({
        instance_arn: home.instanceArn,
        permission_set_arn: progress.setArn ?? null,
        accounts_left: JSON.stringify(progress.accountsLeft),
        began_at: progress.beganAt,
        ended_at: progress.endedAt ?? null,
      })
      .onConflict('instance_arn')
      .merge();
  }

  /**
   * What the comparison of a pair found is all there is on it now. Keys of
   * ours are made due: what is ours the engine takes away by itself.
   *
   * @returns how many are new
   */
  async compared(home: Home, pair: Pair, found: Finding[]): Promise<number> {
    return this.#deed(home, async (trx, finder, now) => {
      let fresh = 0;
      for (const finding of found) {
        if (!(await openFinding(trx, finder, now, finding))) continue;
        fresh += 1;
        await this.#lookAgain(trx, now, finding);
      }
      await resolveFindings(trx, finder, now, query =>
        query
          .where({
            permission_set_arn: pair.setArn,
            account_id: pair.accountId,
          })
          .whereIn('kind', comparedKinds)
          .whereNotIn('open_key', keysOf(finder, found)),
      );
      return fresh;
    });
  }

  /** The set is provisioned in these accounts and no other. */
  async comparedSet(
    home: Home,
    setArn: string,
    accountIds: string[],
  ): Promise<void> {
    await this.#deed(home, (trx, finder, now) =>
      resolveFindings(trx, finder, now, query =>
        query
          .where({ permission_set_arn: setArn })
          .whereIn('kind', comparedKinds)
          .whereNotIn('account_id', accountIds),
      ),
    );
  }

  /** These sets are offered and no other: strangers have the rest as they like. */
  async comparedAll(home: Home, setArns: string[]): Promise<void> {
    await this.#deed(home, (trx, finder, now) =>
      resolveFindings(trx, finder, now, query =>
        query
          .whereIn('kind', comparedKinds)
          .whereNotIn('permission_set_arn', setArns),
      ),
    );
  }

  /**
   * What was found is all there is of these kinds now.
   *
   * @returns how many are new
   */
  async areAll(
    home: Pick<Home, 'instanceArn'>,
    kinds: FindingKind[],
    found: Finding[],
  ): Promise<number> {
    return this.#deed(home, async (trx, finder, now) => {
      let fresh = 0;
      for (const finding of found) {
        if (await openFinding(trx, finder, now, finding)) fresh += 1;
      }
      await resolveFindings(trx, finder, now, query =>
        query
          .whereIn('kind', kinds)
          .whereNotIn('open_key', keysOf(finder, found)),
      );
      return fresh;
    });
  }

  /** Sessions that ended because somebody took their access away in AWS. */
  async reportRemovals(home: Home): Promise<number> {
    return this.#deed(home, async (trx, finder, now) => {
      const rows: Row[] = await removedRows(trx, home);
      for (const row of rows) {
        await openFinding(trx, finder, now, removedOutside(sessionOf(row)));
      }
      await resolveFindings(trx, finder, now, query =>
        query
          .where({ kind: 'removed-outside' })
          .whereIn('session_id', over =>
            over.from('sessions').whereNotNull('ended_at').select('id'),
          ),
      );
      return rows.length;
    });
  }

  /** Changes that AWS refused or failed in the last hour, the latest first. */
  async refusals(home: Home): Promise<Refused[]> {
    const since = new Date((await this.now()).getTime() - LATELY_MS);
    const rows: Row[] = await this.options
      .db('aws_operations')
      .join('assignments', 'assignments.id', 'aws_operations.assignment_id')
      .where(homeColumns(home))
      .where('aws_operations.finished_at', '>', since)
      .whereIn('aws_operations.failure_code', [...adminsCodes, 'quota'])
      .orderBy('aws_operations.finished_at', 'desc')
      .limit(500)
      .select('aws_operations.*', 'assignments.account_id');
    return rows.map(row => ({
      code: row.failure_code,
      accountId: row.account_id,
      reason: row.failure_reason,
      fix: row.failure_fix,
    }));
  }

  async countOpen(): Promise<Map<FindingKind, number>> {
    const rows: Row[] = await this.options
      .db('findings')
      .whereNull('resolved_at')
      .groupBy('kind')
      .select('kind')
      .count({ n: '*' });
    return new Map(rows.map(row => [row.kind, Number(row.n)]));
  }

  /** Once: the engine looks at the key, and adopts what AWS made late. */
  async #lookAgain(trx: Knex, now: Date, finding: Finding): Promise<void> {
    if (!finding.assignmentId) return;
    await trx('assignments')
      .where({ id: finding.assignmentId, looks_left: 0 })
      .update({ looks_left: 1 });
    await makeDue(trx, finding.assignmentId, now, Priority.check);
  }

  #deed<T>(
    { instanceArn }: Pick<Home, 'instanceArn'>,
    deed: (trx: Knex, finder: Finder, now: Date) => Promise<T>,
  ): Promise<T> {
    const { db, clock, newId } = this.options;
    return inTransaction(db, async trx =>
      deed(trx, { newId, instanceArn }, await clock.now(trx)),
    );
  }
}

/** Those that are not reported yet. */
function removedRows(trx: Knex, home: Home): Knex.QueryBuilder {
  return trx('sessions')
    .join('assignments', 'assignments.id', 'sessions.assignment_id')
    .where(homeColumns(home))
    .where('sessions.end_cause', 'removed-outside')
    .whereNotExists(
      trx('findings')
        .whereRaw('findings.session_id = sessions.id')
        .where('findings.kind', 'removed-outside')
        .select(trx.raw('1')),
    )
    .select('sessions.*')
    .limit(100);
}

function keysOf({ instanceArn }: Finder, found: Finding[]): string[] {
  return found.map(finding => openKeyOf(instanceArn, finding));
}
