// @ts-check

/*
 * The record by severity: what is critical is rare, and finding it must not
 * read all that is not.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // An index leaves the triggers alone
  await knex.schema.alterTable('audit_events', table => {
    table.index(['severity', 'id'], 'audit_severity_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_events', table => {
    table.dropIndex([], 'audit_severity_idx');
  });
};
