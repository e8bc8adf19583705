// @ts-check

/*
 * Sessions that are open, in the order in which they end: by the index of all
 * orders, every one that is over would have to be passed first. The expression
 * is that of store/DatabaseSessionLists.ts.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`CREATE INDEX sessions_open_idx ON sessions
    (coalesce(expires_at, hard_end, activate_by), id)
    WHERE status IN ('PROVISIONING', 'ACTIVE', 'ENDING')`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX sessions_open_idx');
};
