// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('requests', table => {
    table
      .text('policy_findings')
      .nullable()
      .comment(
        'Of a custom set, as it was sent: JSON, hashed with the content',
      );
    table
      .text('covered_by')
      .nullable()
      .comment('Standard sets that would do instead of a custom one: JSON');
  });
  await knex.schema.alterTable('permission_sets', table => {
    table
      .text('content')
      .nullable()
      .comment('What the fingerprint is over, to compare with: JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('permission_sets', table => {
    table.dropColumn('content');
  });
  await knex.schema.alterTable('requests', table => {
    table.dropColumn('covered_by');
    table.dropColumn('policy_findings');
  });
};
