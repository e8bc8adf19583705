// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('leases', table => {
    table
      .timestamp('passed_at', { useTz: true })
      .nullable()
      .comment('When whoever leads last looked at what is due (H7)');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('leases', table => {
    table.dropColumn('passed_at');
  });
};
