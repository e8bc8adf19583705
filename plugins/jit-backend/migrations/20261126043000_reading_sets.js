// @ts-check

/*
 * Permission sets are read one by one: a row is there as soon as a listing has
 * told its ARN, and is filled in when the set itself was read.
 */

const FILLED_IN = ['name', 'session_minutes', 'fingerprint', 'refreshed_at'];

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const column of FILLED_IN) {
    await knex.schema.alterTable('permission_sets', table => {
      table.setNullable(column);
    });
  }
  await knex.schema.alterTable('permission_sets', table => {
    table
      .timestamp('retry_at', { useTz: true })
      .nullable()
      .comment('Could not be read; not asked for again before');
  });
  await knex.schema.createTable('projections', table => {
    table.comment('When the last whole reading of each projection was');
    table.string('name', 40).primary();
    table.timestamp('read_at', { useTz: true }).notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('projections');
  await knex('permission_sets').whereNull('fingerprint').delete();
  await knex.schema.alterTable('permission_sets', table => {
    table.dropColumn('retry_at');
  });
  for (const column of FILLED_IN) {
    await knex.schema.alterTable('permission_sets', table => {
      table.dropNullable(column);
    });
  }
};
