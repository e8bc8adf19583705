// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('assignments', table => {
    table
      .timestamp('wanted_since', { useTz: true })
      .nullable()
      .comment('Since when the work waits; pauses do not move it (H30)');
    table.index(
      ['priority', 'wanted_since', 'due_at'],
      'assignments_order_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('assignments', table => {
    table.dropIndex(
      ['priority', 'wanted_since', 'due_at'],
      'assignments_order_idx',
    );
    table.dropColumn('wanted_since');
  });
};
