// @ts-check

/*
 * The audit table refuses change in the database itself. A later migration
 * that alters this table must call `protect` again: SQLite drops triggers
 * silently when a table is rebuilt.
 */

/**
 * @param {import('knex').Knex} knex
 */
async function protectSqlite(knex) {
  await knex.raw(`
    CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
    BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END`);
  await knex.raw(`
    CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
    BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END`);
  // INSERT OR REPLACE would pass the two above
  await knex.raw(`
    CREATE TRIGGER audit_events_no_replace BEFORE INSERT ON audit_events
    WHEN EXISTS (SELECT 1 FROM audit_events WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END`);
}

/**
 * @param {import('knex').Knex} knex
 */
async function protectPostgres(knex) {
  await knex.raw(`
    CREATE FUNCTION audit_events_refuse() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'audit_events is append-only'; END
    $$ LANGUAGE plpgsql`);
  await knex.raw(`
    CREATE TRIGGER audit_events_no_change
    BEFORE UPDATE OR DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION audit_events_refuse()`);
  await knex.raw(`
    CREATE TRIGGER audit_events_no_truncate
    BEFORE TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION audit_events_refuse()`);
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_events', table => {
    table.comment('What happened; append-only');
    table.string('id', 36).notNullable().primary().comment('Sorts by time');
    table.timestamp('at', { useTz: true }).notNullable();
    table.string('type', 60).notNullable();
    table.string('severity', 10).notNullable();
    table
      .string('actor_kind', 10)
      .notNullable()
      .comment('user, engine, system');
    table.string('actor_ref').notNullable();
    table.string('actor_name').notNullable();
    table.string('via_ref').nullable().comment('Who acted on their behalf');
    table.string('request_id', 36).nullable();
    table.string('session_id', 36).nullable();
    table.string('assignment_id', 36).nullable();
    table.string('account_id', 12).nullable();
    table.text('data').notNullable().comment('JSON');
    table.index(['request_id', 'id'], 'audit_request_idx');
    table.index(['session_id', 'id'], 'audit_session_idx');
    table.index(['at'], 'audit_at_idx');
  });
  if (knex.client.config.client === 'pg') {
    await protectPostgres(knex);
  } else {
    await protectSqlite(knex);
  }

  await knex.schema.createTable('outbox', table => {
    table.comment('Notifications and signals still to be sent');
    table.string('id', 36).primary();
    table.string('kind', 20).notNullable();
    table.text('payload').notNullable().comment('JSON');
    table.timestamp('due_at', { useTz: true }).notNullable();
    table.integer('attempt').notNullable().defaultTo(0);
    table.text('last_error').nullable();
    table.index(['due_at'], 'outbox_due_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('outbox');
  await knex.schema.dropTable('audit_events');
  if (knex.client.config.client === 'pg') {
    await knex.raw('DROP FUNCTION audit_events_refuse()');
  }
};
