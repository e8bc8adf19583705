// @ts-check

/*
 * What is not as it should be: drift between Identity Center and our record,
 * and what self-checks found. Each is one row while it lasts.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('findings', table => {
    table.comment('What differs from our record, and what hinders the engine');
    table.string('id', 36).primary();
    table.string('kind', 40).notNullable();
    table.string('level', 10).notNullable().comment('critical, warning, note');
    table
      .string('open_key', 300)
      .nullable()
      .unique()
      .comment('What it is about; null once resolved, so that it may return');
    table.string('instance_arn').notNullable().comment('H10');
    table.string('account_id', 12).nullable();
    table.string('permission_set_arn').nullable();
    table.string('permission_set_name').nullable();
    table.string('principal_type', 10).nullable();
    table.string('principal_id').nullable();
    table.string('principal_name').nullable();
    table.string('assignment_id', 36).nullable();
    table.string('session_id', 36).nullable();
    table.string('request_id', 36).nullable();
    table.text('what').notNullable();
    table.text('fix').notNullable();
    table.text('search_text').notNullable();
    table.timestamp('first_seen_at', { useTz: true }).notNullable();
    table.timestamp('last_seen_at', { useTz: true }).notNullable();
    table.timestamp('resolved_at', { useTz: true }).nullable();
    table.index(['resolved_at', 'first_seen_at'], 'findings_open_idx');
    table.index(['first_seen_at', 'id'], 'findings_seen_idx');
    table.index(
      ['permission_set_arn', 'account_id', 'kind'],
      'findings_key_idx',
    );
    table.index(['session_id', 'kind'], 'findings_session_idx');
  });

  await knex.schema.createTable('comparisons', table => {
    table.comment('How far the comparison with Identity Center has come');
    table.string('instance_arn').primary();
    table.string('permission_set_arn').nullable().comment('Being compared');
    table.text('accounts_left').notNullable().comment('JSON; of this set');
    table.timestamp('began_at', { useTz: true }).notNullable();
    table
      .timestamp('ended_at', { useTz: true })
      .nullable()
      .comment('When the last whole comparison was done');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('comparisons');
  await knex.schema.dropTable('findings');
};
