// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('review_notices', table => {
    table.comment(
      'Who was told of a request that waits for them, within the last hour',
    );
    table.string('id', 36).primary();
    table.string('user_ref', 255).notNullable();
    table.timestamp('told_at', { useTz: true }).notNullable();
    table.index(['user_ref', 'told_at'], 'review_notices_user_idx');
    table.index(['told_at'], 'review_notices_told_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('review_notices');
};
