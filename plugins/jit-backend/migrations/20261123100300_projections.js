// @ts-check

/*
 * Projections of the catalog and of Identity Center: for lists and counts,
 * never for a decision.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('accounts', table => {
    table.comment('AWS accounts as the catalog tells them');
    table.string('entity_ref').primary();
    table.string('entity_uid').notNullable();
    table.string('account_id', 12).nullable();
    table.string('name').notNullable();
    table.text('source').notNullable();
    table.boolean('duplicate').notNullable().defaultTo(false).comment('H12');
    table.string('aws_state', 20).notNullable();
    table.text('settings').notNullable().comment('JSON');
    table.text('problems').notNullable().comment('JSON');
    table.text('search_text').notNullable();
    table.timestamp('refreshed_at', { useTz: true }).notNullable();
    table.index(['account_id'], 'accounts_id_idx');
    table.index(['name'], 'accounts_name_idx');
  });

  await knex.schema.createTable('account_owners', table => {
    table.comment('Owners as designated: users and groups');
    table.string('account_id', 12).notNullable();
    table.string('owner_ref').notNullable();
    table.string('kind', 10).notNullable();
    table.string('display_name').notNullable();
    table.primary(['account_id', 'owner_ref']);
  });

  await knex.schema.createTable('account_people', table => {
    table.comment('Owners as people, groups resolved to any depth');
    table.string('account_id', 12).notNullable();
    table.string('user_ref').notNullable();
    table.string('via').notNullable().comment('How found');
    table.primary(['account_id', 'user_ref']);
    table.index(['user_ref', 'account_id'], 'account_people_user_idx');
  });

  await knex.schema.createTable('permission_sets', table => {
    table.comment('Standard permission sets as Identity Center tells them');
    table.string('arn').primary();
    table.string('name').notNullable();
    table.text('description').nullable();
    table.integer('session_minutes').notNullable();
    table.string('fingerprint', 64).notNullable();
    table.timestamp('refreshed_at', { useTz: true }).notNullable();
    table.index(['name'], 'permission_sets_name_idx');
  });

  await knex.schema.createTable('pauses', table => {
    table.comment('The brake: no new grants');
    table.string('scope', 12).primary().comment('An account id, or *');
    table.string('by_ref').notNullable();
    table.string('by_name').notNullable();
    table.text('reason').notNullable();
    table.timestamp('at', { useTz: true }).notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('pauses');
  await knex.schema.dropTable('permission_sets');
  await knex.schema.dropTable('account_people');
  await knex.schema.dropTable('account_owners');
  await knex.schema.dropTable('accounts');
};
