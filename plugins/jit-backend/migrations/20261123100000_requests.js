// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('requests', table => {
    table.comment('One person asks for one permission set on one account');
    table.increments('number').comment('Shown to people as REQ-<number>');
    table.string('id', 36).notNullable().unique();
    table.integer('version').notNullable().defaultTo(1);
    table.string('status', 20).notNullable();
    table
      .string('state', 20)
      .notNullable()
      .comment('The word people see; follows the session in its transactions');
    table
      .string('pending_key')
      .nullable()
      .unique()
      .comment('One pending request per person, account and set (H24)');
    table
      .string('custom_name_key')
      .nullable()
      .unique()
      .comment('A custom name, case-folded, until its set is deleted');

    table.string('requester_ref').notNullable();
    table.string('requester_name').notNullable();
    table.string('requester_email').nullable();
    table.string('actor_ref').nullable().comment('Acted on their behalf (H22)');
    table.string('principal_id').notNullable().comment('Identity Center user');
    table.string('principal_user_name').notNullable();
    table.string('principal_email').nullable();

    table.string('account_id', 12).notNullable();
    table.string('account_name').notNullable();
    table.string('account_entity_ref').notNullable();
    table.string('account_entity_uid').notNullable();
    table.text('account_source').notNullable().comment('Location (H12)');

    table.string('permission_set_type', 10).notNullable();
    table.string('permission_set_name').notNullable();
    table.string('permission_set_arn').nullable();
    table.string('permission_set_fingerprint', 64).nullable().comment('H16');
    table.text('permission_set').notNullable().comment('As shown, JSON');
    table.string('content_hash', 64).notNullable().comment('What is reviewed');

    table.integer('minutes').notNullable();
    table.integer('approved_minutes').nullable();
    table.text('justification').notNullable();
    table.text('plan').notNullable().comment('Stages and caps in force, JSON');
    table.text('risk_flags').notNullable().comment('JSON');
    table.boolean('has_risk').notNullable().defaultTo(false);
    table.timestamp('requested_at', { useTz: true }).notNullable();
    table.timestamp('window_ends_at', { useTz: true }).notNullable();
    table.timestamp('closed_at', { useTz: true }).nullable();
    table.timestamp('reminded_at', { useTz: true }).nullable();
    table.text('search_text').notNullable().comment('Lower case');

    table.index(['requester_ref', 'requested_at'], 'requests_requester_idx');
    table.index(['account_id', 'requested_at'], 'requests_account_idx');
    table.index(['state', 'requested_at'], 'requests_state_idx');
    table.index(['status', 'window_ends_at'], 'requests_window_idx');
    table.index(['requested_at', 'id'], 'requests_requested_idx');
    table.index(
      ['account_id', 'permission_set_name', 'requested_at'],
      'requests_set_idx',
    );
  });

  await knex.schema.createTable('reviews', table => {
    table.comment('One person approves or rejects at one stage');
    table.string('id', 36).primary();
    table
      .string('request_id', 36)
      .notNullable()
      .references('id')
      .inTable('requests');
    table.string('stage', 10).notNullable();
    table.string('decision', 10).notNullable();
    table.string('reviewed_as', 10).notNullable();
    table.string('reviewer_ref').notNullable();
    table.string('reviewer_name').notNullable();
    table.string('reviewer_email').nullable();
    table.string('reviewer_principal_id').nullable().comment('H14');
    table.string('actor_ref').nullable();
    table.text('comment').nullable();
    table.string('reason_code', 30).nullable();
    table.integer('minutes').nullable().comment('Shortened to');
    table.string('content_hash', 64).notNullable().comment('What was seen');
    table.integer('seen_version').notNullable();
    table.timestamp('at', { useTz: true }).notNullable();

    table.unique(['request_id', 'stage'], {
      indexName: 'reviews_first_wins',
    });
    table.index(['reviewer_ref', 'at'], 'reviews_reviewer_idx');
  });

  await knex.schema.createTable('idempotency_keys', table => {
    table.comment('Kept 24 h (H24)');
    table.string('user_ref').notNullable();
    table.string('route', 60).notNullable();
    table.string('key').notNullable();
    table.string('body_hash', 64).notNullable();
    table.string('request_id', 36).notNullable();
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.primary(['user_ref', 'route', 'key']);
    table.index(['created_at'], 'idempotency_created_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('idempotency_keys');
  await knex.schema.dropTable('reviews');
  await knex.schema.dropTable('requests');
};
