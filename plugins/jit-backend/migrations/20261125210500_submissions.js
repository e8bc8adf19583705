// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('submissions', table => {
    table.comment('One set asked for on several accounts; kept 24 h (H24)');
    table.string('id', 36).primary();
    table.string('user_ref').notNullable();
    table.string('key').notNullable().comment('Idempotency key');
    table.string('body_hash', 64).notNullable();
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.unique(['user_ref', 'key'], { indexName: 'submissions_key' });
    table.index(['created_at'], 'submissions_created_idx');
  });

  await knex.schema.createTable('submission_refusals', table => {
    table.comment('What was refused of it; requests have idempotency keys');
    table
      .string('submission_id', 36)
      .notNullable()
      .references('id')
      .inTable('submissions')
      .onDelete('CASCADE');
    table.string('account_id', 100).notNullable().comment('As it was sent');
    table.text('error').notNullable().comment('As it was told, JSON');
    table.primary(['submission_id', 'account_id']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('submission_refusals');
  await knex.schema.dropTable('submissions');
};
