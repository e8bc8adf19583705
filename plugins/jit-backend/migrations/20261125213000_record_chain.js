// @ts-check

/*
 * The chain over the record: seals, checkpoints, and the two deeds that may
 * take something out of the record again, retention and erasure (H32, H33).
 * docs/audit.md has the format. A later migration that alters one of these
 * tables or audit_events must make its triggers again: SQLite drops them
 * silently when a table is rebuilt.
 */

const APPEND_ONLY = [
  'audit_seals',
  'audit_checkpoints',
  'audit_purges',
  'audit_erasures',
];

/** What an erasure leaves as it is; the rest is covered by commitments. */
const LASTING = [
  'id',
  'at',
  'type',
  'severity',
  'actor_kind',
  'via_ref',
  'request_id',
  'session_id',
  'assignment_id',
  'account_id',
];

const PURGED_TO = '(SELECT max(position) FROM audit_purges)';

/**
 * When each table lets a row go.
 *
 * @type {Record<string, string>}
 */
const MAY_GO = {
  audit_events: `EXISTS (SELECT 1 FROM audit_seals s WHERE s.event_id = OLD.id
    AND s.position <= ${PURGED_TO})`,
  audit_seals: `OLD.position <= ${PURGED_TO}
    AND NOT EXISTS (SELECT 1 FROM audit_events e WHERE e.id = OLD.event_id)`,
  audit_checkpoints: `OLD.position < ${PURGED_TO}`,
  audit_erasures: `NOT EXISTS (SELECT 1 FROM audit_events e WHERE e.id = OLD.event_id)`,
};

const IS_ERASED = `EXISTS (SELECT 1 FROM audit_erasures x WHERE x.event_id = OLD.id)`;

const IS_CHECKPOINT = `EXISTS (SELECT 1 FROM audit_checkpoints c
  JOIN audit_seals s ON s.position = c.position AND s.hash = c.hash
  WHERE c.position = NEW.position AND c.hash = NEW.hash)`;

/**
 * What no second row may have, by table.
 *
 * @type {Record<string, string>}
 */
const UNIQUE = {
  audit_seals: 'position = NEW.position OR event_id = NEW.event_id',
  audit_checkpoints: 'position = NEW.position',
  audit_purges: 'position = NEW.position',
  audit_erasures: 'event_id = NEW.event_id AND field = NEW.field',
};

/**
 * @param {import('knex').Knex} knex
 */
async function protectSqlite(knex) {
  /** @param {string} table */
  const refuse = table =>
    `BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`;
  await knex.raw('DROP TRIGGER audit_events_no_update');
  await knex.raw('DROP TRIGGER audit_events_no_delete');
  const same = LASTING.map(name => `NEW.${name} IS OLD.${name}`).join(' AND ');
  await knex.raw(`
    CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
    WHEN NOT (${same} AND ${IS_ERASED})
    ${refuse('audit_events')}`);
  await knex.raw(`
    CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
    WHEN NOT coalesce(${MAY_GO.audit_events}, 0)
    ${refuse('audit_events')}`);
  await knex.raw(`
    CREATE TRIGGER audit_events_unsealed AFTER INSERT ON audit_events
    BEGIN
      INSERT INTO audit_unsealed (event_id, at) VALUES (NEW.id, NEW.at);
    END`);
  for (const table of APPEND_ONLY) {
    await knex.raw(`
      CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
      ${refuse(table)}`);
    const mayGo = MAY_GO[table];
    await knex.raw(`
      CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
      ${mayGo ? `WHEN NOT coalesce(${mayGo}, 0)` : ''}
      ${refuse(table)}`);
    // INSERT OR REPLACE would pass the two above
    await knex.raw(`
      CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table}
      WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${UNIQUE[table]})
      ${refuse(table)}`);
  }
  await knex.raw(`
    CREATE TRIGGER audit_purges_below_checkpoint BEFORE INSERT ON audit_purges
    WHEN NOT ${IS_CHECKPOINT}
    BEGIN SELECT RAISE(ABORT, 'audit_purges needs a checkpoint'); END`);
}

/**
 * @param {import('knex').Knex} knex
 */
async function protectPostgres(knex) {
  /**
   * @param {string} table
   * @param {string} body
   */
  const guard = async (table, body) => {
    await knex.raw(`
      CREATE FUNCTION ${table}_guard() RETURNS trigger AS $$
      BEGIN
        ${body}
        RAISE EXCEPTION '${table} is append-only';
      END
      $$ LANGUAGE plpgsql`);
  };
  const same = LASTING.map(
    name => `NEW.${name} IS NOT DISTINCT FROM OLD.${name}`,
  ).join(' AND ');
  await guard(
    'audit_events',
    `IF TG_OP = 'DELETE' THEN
       IF ${MAY_GO.audit_events} THEN RETURN OLD; END IF;
     ELSIF TG_OP = 'UPDATE' THEN
       IF ${same} AND ${IS_ERASED} THEN RETURN NEW; END IF;
     END IF;`,
  );
  await knex.raw('DROP TRIGGER audit_events_no_change ON audit_events');
  await knex.raw(`
    CREATE TRIGGER audit_events_no_change
    BEFORE UPDATE OR DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION audit_events_guard()`);
  await knex.raw(`
    CREATE FUNCTION audit_events_queue() RETURNS trigger AS $$
    BEGIN
      INSERT INTO audit_unsealed (event_id, at) VALUES (NEW.id, NEW.at);
      RETURN NULL;
    END
    $$ LANGUAGE plpgsql`);
  await knex.raw(`
    CREATE TRIGGER audit_events_unsealed AFTER INSERT ON audit_events
    FOR EACH ROW EXECUTE FUNCTION audit_events_queue()`);
  for (const table of APPEND_ONLY) {
    const mayGo = MAY_GO[table];
    await guard(
      table,
      mayGo
        ? `IF TG_OP = 'DELETE' THEN
             IF ${mayGo} THEN RETURN OLD; END IF;
           END IF;`
        : '',
    );
    await knex.raw(`
      CREATE TRIGGER ${table}_no_change
      BEFORE UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION ${table}_guard()`);
    await knex.raw(`
      CREATE TRIGGER ${table}_no_truncate
      BEFORE TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION ${table}_guard()`);
  }
  await knex.raw(`
    CREATE FUNCTION audit_purges_checkpoint() RETURNS trigger AS $$
    BEGIN
      IF ${IS_CHECKPOINT} THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'audit_purges needs a checkpoint';
    END
    $$ LANGUAGE plpgsql`);
  await knex.raw(`
    CREATE TRIGGER audit_purges_below_checkpoint
    BEFORE INSERT ON audit_purges
    FOR EACH ROW EXECUTE FUNCTION audit_purges_checkpoint()`);
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // Adding a column rebuilds no table, and leaves the triggers alone
  await knex.schema.alterTable('audit_events', table => {
    table
      .string('actor_address', 60)
      .nullable()
      .comment('From where, as the request told; see backend.trustProxy');
    table.index(['actor_ref', 'id'], 'audit_actor_idx');
    table.index(['account_id', 'id'], 'audit_account_idx');
    table.index(['type', 'id'], 'audit_type_idx');
  });

  await knex.schema.createTable('audit_unsealed', table => {
    table.comment(
      'Events that have no seal yet; filled by a trigger, so that an event is in here from its commit on, however late that is',
    );
    table.string('event_id', 36).primary();
    table.timestamp('at', { useTz: true }).notNullable();
  });

  await knex.schema.createTable('audit_seals', table => {
    table.comment('The chain over the record, without gaps; append-only');
    table.bigInteger('position').primary().comment('From 1');
    table.string('event_id', 36).notNullable().unique();
    table.string('previous', 64).notNullable();
    table.string('hash', 64).notNullable();
    table
      .text('commitments')
      .notNullable()
      .comment(
        'Of each personal field, JSON: what the hash covers in its place',
      );
    table.timestamp('sealed_at', { useTz: true }).notNullable();
  });

  await knex.schema.createTable('audit_salts', table => {
    table.comment('Opens the commitments; a salt goes with what is erased');
    table.string('event_id', 36).primary();
    table.text('salts').notNullable().comment('By field, JSON');
  });

  await knex.schema.createTable('audit_checkpoints', table => {
    table.comment('How far the chain went, as told outside; append-only');
    table.bigInteger('position').primary();
    table.bigInteger('count').notNullable().comment('Of events on record');
    table.string('hash', 64).notNullable();
    table.timestamp('at', { useTz: true }).notNullable();
    table.string('key', 16).nullable().comment('Which key signed; null: none');
    table.text('signature').nullable();
  });

  await knex.schema.createTable('audit_sinks', table => {
    table.comment('How far each place outside has been told checkpoints');
    table.string('name', 200).primary();
    table.boolean('keeps').notNullable().comment('Can be read back');
    table.bigInteger('told_position').notNullable().defaultTo(0);
    table.timestamp('told_at', { useTz: true }).nullable();
    table.timestamp('failing_since', { useTz: true }).nullable();
    table.timestamp('tried_at', { useTz: true }).nullable();
    table.text('last_error').nullable();
  });

  await knex.schema.createTable('audit_purges', table => {
    table.comment(
      'Up to where retention has taken the record away; the triggers let nothing else go. Append-only',
    );
    table.bigInteger('position').primary();
    table.string('hash', 64).notNullable();
    table
      .timestamp('checkpoint_at', { useTz: true })
      .notNullable()
      .comment('Everything below was on record by then');
    table.timestamp('at', { useTz: true }).notNullable();
  });

  await knex.schema.createTable('audit_erasures', table => {
    table.comment('Personal fields that were erased; append-only');
    table.string('event_id', 36).notNullable();
    table.string('field', 60).notNullable();
    table
      .string('erasure_id', 36)
      .notNullable()
      .comment('The event that says so');
    table.timestamp('at', { useTz: true }).notNullable();
    table.primary(['event_id', 'field']);
  });

  await knex.raw(
    'INSERT INTO audit_unsealed (event_id, at) SELECT id, at FROM audit_events',
  );
  if (knex.client.config.client === 'pg') {
    await protectPostgres(knex);
  } else {
    await protectSqlite(knex);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const isPg = knex.client.config.client === 'pg';
  if (isPg) {
    await knex.raw('DROP TRIGGER audit_events_unsealed ON audit_events');
    await knex.raw('DROP TRIGGER audit_events_no_change ON audit_events');
    await knex.raw(`
      CREATE TRIGGER audit_events_no_change
      BEFORE UPDATE OR DELETE ON audit_events
      FOR EACH ROW EXECUTE FUNCTION audit_events_refuse()`);
  } else {
    await knex.raw('DROP TRIGGER audit_events_unsealed');
    await knex.raw('DROP TRIGGER audit_events_no_update');
    await knex.raw('DROP TRIGGER audit_events_no_delete');
  }
  for (const table of [...APPEND_ONLY].reverse()) {
    await knex.schema.dropTable(table);
  }
  for (const table of ['audit_sinks', 'audit_salts', 'audit_unsealed']) {
    await knex.schema.dropTable(table);
  }
  if (isPg) {
    for (const table of ['audit_events', ...APPEND_ONLY]) {
      await knex.raw(`DROP FUNCTION ${table}_guard()`);
    }
    await knex.raw('DROP FUNCTION audit_events_queue()');
    await knex.raw('DROP FUNCTION audit_purges_checkpoint()');
    await knex.schema.alterTable('audit_events', table => {
      table.dropIndex([], 'audit_actor_idx');
      table.dropIndex([], 'audit_account_idx');
      table.dropIndex([], 'audit_type_idx');
      table.dropColumn('actor_address');
    });
    return;
  }
  for (const name of ['actor', 'account', 'type']) {
    await knex.raw(`DROP INDEX audit_${name}_idx`);
  }
  await knex.raw('ALTER TABLE audit_events DROP COLUMN actor_address');
  for (const deed of ['UPDATE', 'DELETE']) {
    await knex.raw(`
      CREATE TRIGGER audit_events_no_${deed.toLowerCase()}
      BEFORE ${deed} ON audit_events
      BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END`);
  }
};
