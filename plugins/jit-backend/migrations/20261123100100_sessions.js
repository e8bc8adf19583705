// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('assignments', table => {
    table.comment(
      'What stands in Identity Center for one key; the queue of the engine',
    );
    table.string('id', 36).primary();
    table.string('instance_arn').notNullable();
    table.string('identity_store_id').notNullable();
    table.string('region').notNullable();
    table.string('caller_account', 12).notNullable();
    table.string('account_id', 12).notNullable();
    table.string('permission_set_arn').notNullable();
    table.string('principal_id').notNullable();

    table
      .string('standing', 10)
      .notNullable()
      .defaultTo('unknown')
      .comment('What stood before any create of ours (H3): absent, present');
    table
      .boolean('made_by_us')
      .notNullable()
      .defaultTo(false)
      .comment('A create of ours was sent and its access is not proven gone');
    table
      .string('operation_id', 36)
      .nullable()
      .comment('The AWS operation in flight; one at a time per key (H5)');
    table.timestamp('absent_since', { useTz: true }).nullable().comment('H1');
    table.timestamp('delete_succeeded_at', { useTz: true }).nullable();
    table.timestamp('operation_finished_at', { useTz: true }).nullable();
    table
      .timestamp('standing_since', { useTz: true })
      .nullable()
      .comment('First read that saw access we do not know of (H3)');
    table
      .timestamp('gone_at', { useTz: true })
      .nullable()
      .comment('When our access was proven gone; later looks count from it');
    table
      .timestamp('checked_at', { useTz: true })
      .nullable()
      .comment('Last check of live access: holder, account, assignment');
    table.timestamp('drift_at', { useTz: true }).nullable();
    table
      .integer('looks_left')
      .notNullable()
      .defaultTo(0)
      .comment('Later looks after an end: 1, 10 and 60 minutes (H1)');

    table.timestamp('due_at', { useTz: true }).nullable();
    table.integer('priority').notNullable().defaultTo(0).comment('H30');
    table.integer('attempt').notNullable().defaultTo(0);
    table.text('last_error').nullable();
    table.timestamp('last_attempt_at', { useTz: true }).nullable();
    table
      .integer('wakes')
      .notNullable()
      .defaultTo(0)
      .comment('Grows when somebody makes it due, so that no wake is lost');
    table.string('lease_owner').nullable();
    table.integer('lease_token').notNullable().defaultTo(0);
    table.timestamp('lease_until', { useTz: true }).nullable();

    table.unique(
      ['instance_arn', 'account_id', 'permission_set_arn', 'principal_id'],
      { indexName: 'assignments_key' },
    );
    table.index(['priority', 'due_at'], 'assignments_due_idx');
    table.index(['account_id', 'operation_id'], 'assignments_busy_idx');
  });

  await knex.schema.createTable('aws_operations', table => {
    table.comment('Every create and delete ever issued for a key (H1)');
    table.string('id', 36).primary();
    table
      .string('assignment_id', 36)
      .notNullable()
      .references('id')
      .inTable('assignments');
    table.string('kind', 10).notNullable();
    table
      .string('status', 12)
      .notNullable()
      .comment('noted, accepted, unknown, succeeded, failed, refused, lost');
    table.string('aws_request_id').nullable();
    table.string('failure_kind', 12).nullable();
    table.string('failure_code', 60).nullable();
    table.text('failure_reason').nullable();
    table.text('failure_fix').nullable();
    table.integer('lease_token').notNullable();
    table.timestamp('noted_at', { useTz: true }).notNullable();
    table.timestamp('finished_at', { useTz: true }).nullable();
    table.index(['assignment_id', 'status'], 'aws_operations_open_idx');
    table.index(['status'], 'aws_operations_status_idx');
  });

  await knex.schema.createTable('sessions', table => {
    table.comment('The access an approved request gives');
    table.increments('number').comment('Shown to people as SES-<number>');
    table.string('id', 36).notNullable().unique();
    table.integer('version').notNullable().defaultTo(1);
    table
      .string('request_id', 36)
      .notNullable()
      .unique()
      .references('id')
      .inTable('requests');
    table
      .string('assignment_id', 36)
      .notNullable()
      .references('id')
      .inTable('assignments');
    table.string('status', 20).notNullable();

    table.string('user_ref').notNullable();
    table.string('user_name').notNullable();
    table.string('user_email').nullable();
    table.string('principal_id').notNullable();
    table.string('account_id', 12).notNullable();
    table.string('account_name').notNullable();
    table.string('account_entity_ref').notNullable();
    table.string('permission_set_type', 10).notNullable();
    table.string('permission_set_name').notNullable();
    table.string('permission_set_arn').notNullable();
    table.integer('set_session_minutes').notNullable().comment('IAM session');

    table.integer('minutes').notNullable();
    table.timestamp('approved_at', { useTz: true }).notNullable();
    table.timestamp('activate_by', { useTz: true }).notNullable().comment('H6');
    table.timestamp('first_call_at', { useTz: true }).nullable();
    table.timestamp('hard_end', { useTz: true }).nullable().comment('H6');
    table.timestamp('granted_at', { useTz: true }).nullable();
    table.timestamp('expires_at', { useTz: true }).nullable();
    table.timestamp('ending_at', { useTz: true }).nullable();
    table.timestamp('ended_at', { useTz: true }).nullable();
    table.string('end_cause', 20).nullable();
    table.string('end_by_ref').nullable();
    table.string('end_by_name').nullable();
    table.text('end_reason').nullable();
    table.text('access_remains').nullable().comment('JSON');
    table.string('failure_code', 60).nullable();
    table.text('failure_message').nullable();
    table.text('failure_fix').nullable();
    table.string('credentials_mode', 20).notNullable();
    table.timestamp('credentials_until', { useTz: true }).nullable();
    table.string('cleanup', 10).nullable();
    table.timestamp('late_alarm_at', { useTz: true }).nullable();
    table.timestamp('ending_soon_at', { useTz: true }).nullable();
    table
      .timestamp('set_changed_at', { useTz: true })
      .nullable()
      .comment('Reported: the set changed while it was in use (H16)');
    table.boolean('off_hours').notNullable().defaultTo(false);
    table.text('search_text').notNullable();

    table.index(['assignment_id', 'status'], 'sessions_assignment_idx');
    table.index(['status', 'expires_at'], 'sessions_expiry_idx');
    table.index(['status', 'activate_by'], 'sessions_activate_idx');
    table.index(['status', 'ending_at'], 'sessions_ending_idx');
    table.index(['user_ref', 'status'], 'sessions_user_idx');
    table.index(['account_id', 'status'], 'sessions_account_idx');
  });

  await knex.schema.createTable('leases', table => {
    table.comment('Who leads; the token grows with each new holder (H2)');
    table.string('name', 40).primary();
    table.string('owner').notNullable();
    table.integer('token').notNullable();
    table.timestamp('until', { useTz: true }).notNullable();
    table
      .timestamp('changes_from', { useTz: true })
      .notNullable()
      .comment('Nothing is changed in AWS before; the last holder may still');
    table.boolean('released').notNullable().defaultTo(false);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('leases');
  await knex.schema.dropTable('sessions');
  await knex.schema.dropTable('aws_operations');
  await knex.schema.dropTable('assignments');
};
