// @ts-check

const INTENTS = {
  deny_policies: 'The intent on record that its text belongs to (H33)',
  deny_accounts: 'The intent on record that the request belongs to (H33)',
  custom_sets: 'The intent on record whose outcome is not (H33)',
};

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const [name, comment] of Object.entries(INTENTS)) {
    await knex.schema.alterTable(name, table => {
      table.string('intent_id', 36).nullable().comment(comment);
    });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const name of Object.keys(INTENTS)) {
    await knex.schema.alterTable(name, table => {
      table.dropColumn('intent_id');
    });
  }
};
