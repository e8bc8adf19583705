// @ts-check

/*
 * Account Ownership: who owns what and what is wrong with it, as last read.
 * For admins to look at, never for a decision.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ownership_lines', table => {
    table.comment('An account, or an entity that should be one');
    table
      .string('line_key')
      .primary()
      .comment('Entity ref, or aws: and the id');
    table.string('account_id', 12).notNullable().comment('Empty: none');
    table.string('name').notNullable();
    table
      .integer('severity')
      .notNullable()
      .comment('The worst problem first; 999 where all is well');
    table.text('problems').notNullable().comment('Codes, each between commas');
    table.text('search_text').notNullable();
    table.text('content').notNullable().comment('JSON');
    table.index(['severity', 'name'], 'ownership_lines_severity_idx');
    table.index(['account_id'], 'ownership_lines_account_idx');
  });

  await knex.schema.createTable('ownership_checks', table => {
    table.comment('How far Account Ownership can be trusted; one row');
    table.string('name', 20).primary();
    table.timestamp('checked_at', { useTz: true }).nullable();
    table
      .timestamp('running_until', { useTz: true })
      .nullable()
      .comment('One reading at a time, whichever replica does it');
    table.string('running_by', 36).nullable();
    table.timestamp('failed_at', { useTz: true }).nullable();
    table.text('failure').nullable();
    table.text('unread').notNullable().comment('JSON; what AWS denies');
  });
  await knex('ownership_checks').insert({ name: 'ownership', unread: '[]' });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ownership_checks');
  await knex.schema.dropTable('ownership_lines');
};
