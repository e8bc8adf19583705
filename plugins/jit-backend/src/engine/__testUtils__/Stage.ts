import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  LoggerService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  CredentialsMode,
  CustomPermissionSet,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { foldSetName } from '../../domain/customSet';
import { placeholderArn } from '../../domain/customSetWork';
import { JitConfig } from '../../config/JitConfig';
import {
  AssignmentRecord,
  AuditEventRecord,
  SessionRecord,
} from '../../domain/model';
import { Home, IdentityCenter } from '../../identityCenter/IdentityCenter';
import { ManualClock } from '../../store/clock';
import { NewId } from '../../store/ids';
import { assignmentOf, auditEventOf, Row, sessionOf } from '../../store/rows';
import { beginEnd, createSession } from '../../store/sessions';
import { Engine } from '../Engine';
import { JudgeAgain } from '../JudgeAgain';
import { HOME } from './ModelIdentityCenter';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

const databases = () =>
  TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** Databases of this run: SQLite, and PostgreSQL where one is at hand. */
export function testDatabases() {
  const all = databases();
  return { all, ids: all.eachSupportedId().map(([id]) => id) };
}

/** Ids in order, so that stories read the same each time. */
function countingIds(): NewId {
  let n = 0;
  return () => {
    n += 1;
    return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
  };
}

export function configFor(aws: Partial<JitConfig['aws']> = {}): JitConfig {
  return {
    credentials: { allowLongSessions: false },
    aws: {
      region: HOME.region,
      instanceArn: HOME.instanceArn,
      mode: 'manage',
      callsPerSecond: 15,
      outstanding: 8,
      activateWithinMinutes: 30,
      acknowledgeSqlite: true,
      ...aws,
    },
  } as JitConfig;
}

export interface Asking {
  user?: string;
  account?: string;
  set?: string;
  setName?: string;
  minutes?: number;
  mode?: CredentialsMode;
  /** A set of its own, to be made. */
  custom?: CustomPermissionSet;
}

/** Where a stage stands. */
export interface StageOptions {
  home?: Home;
  aws?: Partial<JitConfig['aws']>;
  /** Shared by stages that go on from one another. */
  newId?: NewId;
  /** What the ids of requests begin with. */
  requestIds?: string;
  /** Outside of Jest, which has its own. */
  logger?: LoggerService;
}

/** A database with an engine on it, and people who ask for access. */
export class Stage {
  readonly newId: NewId;
  judge: JudgeAgain = async session => ({ ok: true, minutes: session.minutes });
  engine: Engine;
  #requests = 0;
  #engines = 0;

  static async create(
    knex: Knex,
    clock: ManualClock,
    identityCenter: IdentityCenter,
    options: StageOptions = {},
  ): Promise<Stage> {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@jit-portal/backstage-plugin-jit-backend',
        'migrations',
      ),
    });
    return new Stage(knex, clock, identityCenter, options);
  }

  constructor(
    readonly knex: Knex,
    readonly clock: ManualClock,
    readonly identityCenter: IdentityCenter,
    readonly options: StageOptions,
  ) {
    this.newId = options.newId ?? countingIds();
    this.engine = this.newEngine();
  }

  get home(): Home {
    return this.options.home ?? HOME;
  }

  engineOptions() {
    this.#engines += 1;
    return {
      knex: this.knex,
      clock: this.clock,
      newId: this.newId,
      jitter: () => 0,
      identityCenter: this.identityCenter,
      judge: ((session: SessionRecord) => this.judge(session)) as JudgeAgain,
      config: configFor(this.options.aws),
      logger: this.options.logger ?? mockServices.logger.mock(),
      home: this.home,
      monotonic: () => this.clock.read().getTime(),
      owner: `engine-${this.#engines}`,
    };
  }

  newEngine(): Engine {
    return Engine.create(this.engineOptions());
  }

  /** A request on which everybody agreed, and its session. */
  async approve(asking: Asking = {}): Promise<SessionRecord> {
    const { user = 'dana', account = '111111111111', minutes = 60 } = asking;
    const now = this.clock.read();
    this.#requests += 1;
    const requestId = `${this.options.requestIds ?? 'request'}-${
      this.#requests
    }`;
    const { custom } = asking;
    const set = custom
      ? placeholderArn(requestId)
      : asking.set ?? 'arn:aws:sso:::permissionSet/ssoins-1/ps-1';
    return this.knex.transaction(async trx => {
      await trx('requests').insert(
        requestRow(requestId, user, account, minutes, now, custom),
      );
      return createSession(
        trx,
        this.newId,
        now,
        {
          ...this.home,
          accountId: account,
          permissionSetArn: set,
          principalId: user,
        },
        {
          requestId,
          user: { ref: `user:default/${user}`, displayName: user },
          principalId: user,
          account: {
            id: account,
            name: account,
            entityRef: `resource:default/${account}`,
          },
          permissionSet: {
            type: custom ? 'custom' : 'standard',
            name: custom?.name ?? asking.setName ?? 'Set',
            arn: set,
          },
          setSessionMinutes: 60,
          minutes,
          approvedAt: now,
          activateBy: new Date(now.getTime() + 30 * MINUTE),
          credentials: { mode: asking.mode ?? 'assignment' },
          offHours: false,
        },
      );
    });
  }

  /** Ends every open session of the key, as an approver does. */
  async revoke(session: SessionRecord): Promise<void> {
    await this.knex.transaction(async trx => {
      const rows: Row[] = await trx('sessions')
        .where({ assignment_id: session.assignmentId })
        .whereIn('status', ['PROVISIONING', 'ACTIVE']);
      for (const row of rows) {
        await beginEnd(trx, this.clock.read(), sessionOf(row), {
          cause: 'revoked',
          by: { ref: 'user:default/olivia', displayName: 'Olivia' },
          reason: 'no longer needed',
        });
      }
    });
  }

  async release(session: SessionRecord): Promise<void> {
    await this.knex.transaction(async trx => {
      const row = await trx('sessions').where({ id: session.id }).first();
      await beginEnd(trx, this.clock.read(), sessionOf(row), {
        cause: 'released',
      });
    });
  }

  /** Lets time pass, with a pass of the engine at every step. */
  async run(milliseconds: number, step: number = 250): Promise<void> {
    await this.engine.pass();
    for (let passed = 0; passed < milliseconds; passed += step) {
      this.clock.advance(step);
      await this.engine.pass();
    }
  }

  async session(session: SessionRecord): Promise<SessionRecord> {
    const row = await this.knex('sessions').where({ id: session.id }).first();
    return sessionOf(row);
  }

  async assignment(session: SessionRecord): Promise<AssignmentRecord> {
    return assignmentOf(
      await this.knex('assignments')
        .where({ id: session.assignmentId })
        .first(),
    );
  }

  /** Types of what is on record, oldest first. */
  async events(type?: string): Promise<AuditEventRecord[]> {
    const rows: Row[] = await this.knex('audit_events').orderBy('id');
    const events = rows.map(auditEventOf);
    return type ? events.filter(one => one.type === type) : events;
  }

  async told(): Promise<string[]> {
    const rows: Row[] = await this.knex('outbox')
      .where({ kind: 'notification' })
      .orderBy('id');
    return rows.map(row => JSON.parse(row.payload).topic);
  }
}

function requestRow(
  id: string,
  user: string,
  account: string,
  minutes: number,
  now: Date,
  custom?: CustomPermissionSet,
) {
  const set = custom ?? { type: 'standard', name: 'Set' };
  return {
    id,
    status: 'APPROVED',
    state: 'APPROVED',
    requester_ref: `user:default/${user}`,
    requester_name: user,
    principal_id: user,
    principal_user_name: user,
    account_id: account,
    account_name: account,
    account_entity_ref: `resource:default/${account}`,
    account_entity_uid: 'uid',
    account_source: 'file:accounts.yaml',
    permission_set_type: set.type,
    permission_set_name: set.name,
    permission_set: JSON.stringify(set),
    custom_name_key: custom ? foldSetName(custom.name) : null,
    content_hash: 'hash',
    minutes,
    justification: 'because',
    plan: JSON.stringify({ stages: [] }),
    risk_flags: '[]',
    requested_at: now,
    window_ends_at: now,
    search_text: '',
  };
}
