// @ts-check

const { createHash } = require('crypto');

/*
 * What the insights count by. Requests and sessions of a range are counted
 * from indexes that hold all that is counted: the wide rows stay untouched.
 */

const BATCH = 500;

/*
 * What a custom request asks for, as domain/askedKey.ts names it; a migration
 * keeps to what it was when it was written. A test holds the two together.
 */

/**
 * @param {unknown} value
 * @param {boolean} foldCase
 * @returns {unknown}
 */
function normal(value, foldCase = false) {
  if (Array.isArray(value)) {
    const items = value.map(one => JSON.stringify(normal(one, foldCase)));
    return [...new Set(items)].sort();
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .filter(([key]) => key !== 'Sid' && key !== 'Id')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, asList(key, part)]);
  }
  return foldCase ? String(value).toLowerCase() : String(value);
}

/**
 * @param {string} key
 * @param {unknown} part
 */
function asList(key, part) {
  const isOne = Array.isArray(part) || (part && typeof part === 'object');
  const list = isOne && key !== 'Statement' ? part : [part].flat();
  return normal(list, key === 'Action' || key === 'NotAction');
}

/** @param {any} set */
function askedKey(set) {
  let inline = null;
  try {
    if (set.inlinePolicy) inline = normal(JSON.parse(set.inlinePolicy));
  } catch {
    inline = set.inlinePolicy;
  }
  const asked = JSON.stringify([[...set.managedPolicies].sort(), inline]);
  return createHash('sha256').update(asked).digest('hex').slice(0, 16);
}

/** @param {string | null} json */
function coveredBySet(json) {
  /** @type {{ name: string, covers: string }[]} */
  const coverage = JSON.parse(json ?? '[]');
  return coverage.find(({ covers }) => covers === 'whole')?.name ?? null;
}

/** @param {import('knex').Knex} knex */
async function nameWhatWasAsked(knex) {
  let after = 0;
  for (;;) {
    const rows = await knex('requests')
      .where({ permission_set_type: 'custom' })
      .where('number', '>', after)
      .orderBy('number')
      .limit(BATCH)
      .select('number', 'permission_set', 'covered_by');
    for (const row of rows) {
      await knex('requests')
        .where({ number: row.number })
        .update({
          asked_key: askedKey(JSON.parse(row.permission_set)),
          covered_by_set: coveredBySet(row.covered_by),
        });
    }
    if (rows.length < BATCH) return;
    after = rows[rows.length - 1].number;
  }
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('requests', table => {
    table
      .string('asked_key', 16)
      .nullable()
      .comment('Of a custom set: the same where the same is asked for');
    table
      .string('covered_by_set')
      .nullable()
      .comment('A standard set that would do for all of a custom one');
  });
  await knex.schema.alterTable('sessions', table => {
    table
      .timestamp('requested_at', { useTz: true })
      .nullable()
      .comment("The request's: sessions are counted by it as well");
  });
  await nameWhatWasAsked(knex);
  await knex.raw(`UPDATE sessions SET requested_at = (
    SELECT requests.requested_at FROM requests
    WHERE requests.id = sessions.request_id)`);

  await knex.schema.alterTable('requests', table => {
    table.index(
      [
        'requested_at',
        'account_id',
        'status',
        'permission_set_type',
        'permission_set_name',
        'requester_ref',
        'closed_at',
      ],
      'requests_insights_idx',
    );
  });
  await knex.schema.alterTable('sessions', table => {
    table.index(
      [
        'requested_at',
        'account_id',
        'status',
        'permission_set_type',
        'user_ref',
        'off_hours',
        'granted_at',
        'ended_at',
      ],
      'sessions_insights_idx',
    );
    table.index(
      ['account_id', 'granted_at', 'ended_at'],
      'sessions_running_idx',
    );
  });
  await knex.raw(`CREATE INDEX requests_asked_idx ON requests
    (requested_at, asked_key, covered_by_set) WHERE asked_key IS NOT NULL`);
  await knex.raw(`CREATE INDEX reviews_rejected_idx ON reviews
    (request_id, reason_code) WHERE decision = 'reject'`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX reviews_rejected_idx');
  await knex.raw('DROP INDEX requests_asked_idx');
  await knex.schema.alterTable('sessions', table => {
    table.dropIndex([], 'sessions_running_idx');
    table.dropIndex([], 'sessions_insights_idx');
    table.dropColumn('requested_at');
  });
  await knex.schema.alterTable('requests', table => {
    table.dropIndex([], 'requests_insights_idx');
    table.dropColumn('covered_by_set');
    table.dropColumn('asked_key');
  });
};
