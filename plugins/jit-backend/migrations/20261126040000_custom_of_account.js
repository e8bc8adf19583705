// @ts-check

/*
 * Custom requests of one account, which are few, without passing its standard
 * ones: whoever asks for a custom set waits for their number.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`CREATE INDEX requests_custom_idx ON requests
    (account_id, state) WHERE permission_set_type = 'custom'`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX requests_custom_idx');
};
