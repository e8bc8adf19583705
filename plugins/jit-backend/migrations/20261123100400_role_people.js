// @ts-check

/*
 * Who holds a configured role, as people: permission rules filter lists by it,
 * and an end works by it while the catalog cannot be read.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('role_people', table => {
    table.comment('Roles as people, groups resolved to any depth');
    table.string('role', 10).notNullable().comment('admin, sso-admin, auditor');
    table.string('user_ref').notNullable();
    table.string('display_name').notNullable();
    table.string('email').nullable();
    table.primary(['role', 'user_ref']);
    table.index(['user_ref', 'role'], 'role_people_user_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('role_people');
};
