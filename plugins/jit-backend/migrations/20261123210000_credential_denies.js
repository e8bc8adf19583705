// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('deny_policies', table => {
    table.comment('Documents that denies are written into (H27, H29)');
    table.string('id', 36).primary();
    table.integer('version').notNullable().defaultTo(1);
    table.string('instance_arn').notNullable();
    table.string('kind', 20).notNullable().comment('inline-deny, scp-deny');
    table.string('target').notNullable().comment('The set’s ARN; the SCP’s id');
    table.text('base_text').nullable().comment('Without denies; null: unseen');
    table.text('applied_text').notNullable().defaultTo('');
    table.timestamp('applied_at', { useTz: true }).nullable();
    table
      .text('intended_text')
      .nullable()
      .comment('Noted before it was sent; null: nothing is on its way');
    table.text('intended_forms').nullable().comment('JSON: what it denies');
    table.timestamp('intended_at', { useTz: true }).nullable();
    table.timestamp('drifted_at', { useTz: true }).nullable();
    table.timestamp('alarmed_at', { useTz: true }).nullable();
    table.timestamp('looked_at', { useTz: true }).nullable();
    table
      .integer('wakes')
      .notNullable()
      .defaultTo(0)
      .comment('Grows when somebody makes it due, so that no wake is lost');
    table.integer('attempt').notNullable().defaultTo(0);
    table.text('last_error').nullable();
    table.timestamp('due_at', { useTz: true }).notNullable();
    table.unique(['instance_arn', 'kind', 'target'], {
      indexName: 'deny_policies_key',
    });
    table.index(['due_at'], 'deny_policies_due_idx');
  });

  await knex.schema.createTable('deny_accounts', table => {
    table.comment('How far an account has come with a document');
    table
      .string('policy_id', 36)
      .notNullable()
      .references('id')
      .inTable('deny_policies')
      .onDelete('CASCADE');
    table.string('account_id', 12).notNullable();
    table.text('proven_text').notNullable().defaultTo('');
    table.timestamp('requested_at', { useTz: true }).nullable();
    table.string('request_id').nullable();
    table
      .boolean('succeeded')
      .notNullable()
      .defaultTo(false)
      .comment('AWS reported SUCCEEDED for the text that is applied');
    table.timestamp('absent_since', { useTz: true }).nullable();
    table.primary(['policy_id', 'account_id']);
  });

  await knex.schema.createTable('credential_denies', table => {
    table.comment('What keeps one key’s old credentials from working (H26)');
    table.string('id', 36).primary();
    table.integer('version').notNullable().defaultTo(1);
    table
      .string('policy_id', 36)
      .notNullable()
      .references('id')
      .inTable('deny_policies');
    table
      .string('assignment_id', 36)
      .notNullable()
      .unique()
      .references('id')
      .inTable('assignments');
    table.string('account_id', 12).notNullable();
    table.string('principal_id').notNullable();
    table.string('permission_set_name').notNullable();
    table
      .string('state', 12)
      .notNullable()
      .comment('wanted, effective, leaving');
    table.boolean('urgent').notNullable().comment('Of a revocation (H30)');
    table
      .timestamp('cut_off', { useTz: true })
      .nullable()
      .comment('Only tokens issued before it are denied; null: all');
    table
      .string('pushed_form', 40)
      .nullable()
      .comment('As it stands in AWS; null: it does not');
    table.timestamp('wanted_at', { useTz: true }).notNullable();
    table.timestamp('effective_at', { useTz: true }).nullable();
    table
      .timestamp('deleted_at', { useTz: true })
      .nullable()
      .comment('The assignment was proven gone; nothing is pruned before');
    table.integer('lasting_minutes').notNullable().comment('H28');
    table.index(['policy_id'], 'credential_denies_policy_idx');
  });

  await knex.schema.createTable('scp_reach', table => {
    table.comment('Whether the deny SCP is attached above an account (H29)');
    table.string('account_id', 12).primary();
    table.boolean('reached').notNullable();
    table.timestamp('checked_at', { useTz: true }).notNullable();
  });

  await knex.schema.alterTable('sessions', table => {
    table
      .timestamp('credentials_cut_at', { useTz: true })
      .nullable()
      .comment('A deny of credentials issued before was proven effective');
    table
      .timestamp('credentials_denied_at', { useTz: true })
      .nullable()
      .comment('A deny was submitted; its effect is not proven (H29)');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('sessions', table => {
    table.dropColumn('credentials_cut_at');
    table.dropColumn('credentials_denied_at');
  });
  await knex.schema.dropTable('scp_reach');
  await knex.schema.dropTable('credential_denies');
  await knex.schema.dropTable('deny_accounts');
  await knex.schema.dropTable('deny_policies');
};
