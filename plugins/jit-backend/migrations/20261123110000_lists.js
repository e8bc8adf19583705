// @ts-check

/*
 * What lists need to stay cheap at a million rows: states by account and by
 * requester, and an index for each order that lists of sessions have. The
 * expressions are those of store/DatabaseSessionLists.ts.
 */

const SESSION_ORDERS = {
  sessions_expires_idx: 'coalesce(expires_at, hard_end, activate_by)',
  sessions_granted_idx: 'coalesce(granted_at, approved_at)',
  sessions_ended_idx: 'coalesce(ended_at, ending_at, approved_at)',
};

/**
 * Finding any part of a text needs trigrams on PostgreSQL. Where the extension
 * may not be made, search works all the same, more slowly.
 *
 * @param {import('knex').Knex} knex
 */
async function indexSearch(knex) {
  try {
    // A savepoint: a refusal must not undo the migration
    await knex.transaction(async trx => {
      await trx.raw('CREATE EXTENSION IF NOT EXISTS pg_trgm');
      await trx.raw(
        'CREATE INDEX requests_search_idx ON requests USING gin (search_text gin_trgm_ops)',
      );
      await trx.raw(
        'CREATE INDEX sessions_search_idx ON sessions USING gin (search_text gin_trgm_ops)',
      );
    });
  } catch {
    // Without the right to make extensions
  }
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('requests', table => {
    table.index(
      ['account_id', 'state', 'requested_at'],
      'requests_account_state_idx',
    );
    table.index(
      ['requester_ref', 'state', 'requested_at'],
      'requests_requester_state_idx',
    );
    table.index(['has_risk', 'requested_at'], 'requests_risk_idx');
  });
  for (const [name, expression] of Object.entries(SESSION_ORDERS)) {
    await knex.raw(`CREATE INDEX ${name} ON sessions (${expression}, id)`);
  }
  if (knex.client.config.client === 'pg') await indexSearch(knex);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX IF EXISTS requests_search_idx');
  await knex.raw('DROP INDEX IF EXISTS sessions_search_idx');
  for (const name of Object.keys(SESSION_ORDERS)) {
    await knex.raw(`DROP INDEX ${name}`);
  }
  await knex.schema.alterTable('requests', table => {
    table.dropIndex([], 'requests_risk_idx');
    table.dropIndex([], 'requests_requester_state_idx');
    table.dropIndex([], 'requests_account_state_idx');
  });
};
