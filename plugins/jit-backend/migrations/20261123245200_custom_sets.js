// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('custom_sets', table => {
    table.comment('Permission sets that are made for one request, and deleted');
    table.string('id', 36).primary();
    table
      .string('request_id', 36)
      .notNullable()
      .unique()
      .references('id')
      .inTable('requests');
    table
      .string('assignment_id', 36)
      .notNullable()
      .unique()
      .references('id')
      .inTable('assignments');
    table.string('account_id', 12).notNullable();
    table.string('instance_arn').notNullable();
    table.string('name', 32).notNullable();
    table
      .string('arn')
      .nullable()
      .unique()
      .comment('Once AWS gave it, or the set was found by name and tag');
    table.string('state', 10).notNullable().comment('wanted, making, gone');
    table
      .timestamp('hard_end', { useTz: true })
      .nullable()
      .comment('Stands in its policy; stored before the first call (H7)');
    table
      .string('intended', 12)
      .nullable()
      .comment('Noted before the call; null: its outcome is known');
    table.timestamp('intended_at', { useTz: true }).nullable();
    table
      .integer('searches')
      .notNullable()
      .defaultTo(0)
      .comment('In vain, for what a lost answer may have made');
    table
      .timestamp('alarmed_at', { useTz: true })
      .nullable()
      .comment('Told, once: it does not go, or others have it');
    table.timestamp('made_at', { useTz: true }).nullable();
    table.timestamp('gone_at', { useTz: true }).nullable();
    table.index(['instance_arn', 'state'], 'custom_sets_state_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('custom_sets');
};
