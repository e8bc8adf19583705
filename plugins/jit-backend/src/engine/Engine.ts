import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { JitConfig } from '../config/JitConfig';
import { Home, IdentityCenter } from '../identityCenter/IdentityCenter';
import { StoreClock } from '../store/clock';
import { DatabaseEngineStore } from '../store/DatabaseEngineStore';
import {
  Claim,
  EngineStore,
  Leadership,
  QueueStatus,
  Quota,
} from '../store/EngineStore';
import { NewId } from '../store/ids';
import { Chore } from './chores/Chore';
import { Chores } from './chores/Chores';
import { denyChores } from './chores/denyChores';
import { ReapSets } from './chores/ReapSets';
import { ReportChangedSets } from './chores/ReportChangedSets';
import { HolderCheck } from './HolderCheck';
import { JudgeAgain } from './JudgeAgain';
import { Leavers } from './Leavers';
import { Leader } from './Leader';
import { observing } from './observing';
import { CALLS_PER_RETRY, freeSlots, ration } from './ration';
import { Outage } from './Outage';
import { Turn } from './Turn';
import { Timer, Waker } from './Waker';

/** How often the table is looked at: idle, and while AWS works for us. */
const IDLE_MS = 400;
const BUSY_MS = 100;
/** Nothing goes faster for a look while AWS is away. */
const AWAY_MS = 1_000;

/** What an engine is made of; everything that a test wants to hold in hand. */
export interface EngineOptions {
  knex: Knex;
  clock: StoreClock;
  newId: NewId;
  /** Between 0 and 1. */
  jitter: () => number;
  identityCenter: IdentityCenter;
  judge: JudgeAgain;
  config: JitConfig;
  logger: LoggerService;
  home: Home;
  /** Milliseconds that only grow. */
  monotonic?: () => number;
  /** How the loop pauses. */
  timer?: Timer;
  /** This process; another one at each start. */
  owner?: string;
  /** Absent: who left the catalog keeps their sessions. */
  leavers?: Leavers;
  /** What the leader does beside its queue. */
  chores?: readonly Chore[];
}

export interface EngineStatus extends QueueStatus {
  leading: boolean;
  lastPassAt?: Date;
}

/** Makes AWS agree with what the database says. */
export class Engine {
  readonly #store: EngineStore;
  readonly #leader: Leader;
  readonly #holders: HolderCheck;
  readonly #judge: JudgeAgain;
  readonly #monotonic: () => number;
  readonly #waker: Waker;
  readonly #chores: Chores;
  readonly #outage: Outage;
  readonly #identityCenter: IdentityCenter;
  readonly #foreign = new Set<string>();
  readonly #turns = new Map<Promise<void>, keyof Quota>();
  #lastPassAt?: Date;
  #pauseMs = IDLE_MS;
  #loop?: Promise<void>;
  #stopping = false;

  static create(options: EngineOptions): Engine {
    const { knex, clock, newId, home, owner = randomUUID() } = options;
    const context = { db: knex, clock, newId, home, owner };
    const chores = [
      ...denyChores(context, options),
      new ReapSets(context, options),
      ...(options.chores ?? []),
    ];
    return new Engine({ ...options, chores }, new DatabaseEngineStore(context));
  }

  /** For tests that stand between the engine and its store. */
  constructor(private readonly options: EngineOptions, store: EngineStore) {
    this.#monotonic = options.monotonic ?? (() => performance.now());
    this.#waker = new Waker(options.timer);
    this.#outage = new Outage(this.#monotonic);
    this.#identityCenter = this.#outage.overhear(options.identityCenter);
    this.#store = store;
    this.#leader = new Leader(store, this.#monotonic);
    this.#holders = new HolderCheck({
      ...options,
      monotonic: this.#monotonic,
      isOff: options.config.leaver === false,
    });
    this.#chores = new Chores(
      [new ReportChangedSets(store, options.logger), ...(options.chores ?? [])],
      this.#monotonic,
      options.logger,
    );
    this.#judge =
      options.config.aws.mode === 'observe' ? observing : options.judge;
  }

  start(): void {
    this.#stopping = false;
    this.#loop ??= this.#run();
  }

  /** Finishes the turns in hand and hands the lead over. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#waker.wake();
    await this.#loop;
    this.#loop = undefined;
    await this.#rest();
    await this.#leader.release();
    this.options.identityCenter.budget.lead(0);
  }

  /** There is something to do: somebody approved or revoked in this process. */
  wake(): void {
    this.#waker.wake();
  }

  /** What this process knows by itself. */
  get pulse(): Pick<EngineStatus, 'leading' | 'lastPassAt'> {
    return {
      leading: this.#leader.leadership !== undefined,
      lastPassAt: this.#lastPassAt,
    };
  }

  async status(): Promise<EngineStatus> {
    return {
      ...(await this.#store.status()),
      ...this.pulse,
    };
  }

  /** One pass over what is due, to its end; what the loop does again and again. */
  async pass(): Promise<void> {
    await this.#begin();
    await this.#rest();
  }

  /** Waits for the turns and chores in hand. */
  async #rest(): Promise<void> {
    await Promise.all(this.#turns.keys());
    await this.#chores.idle();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#begin();
      } catch (error) {
        this.options.logger.error('An engine pass failed', error as Error);
      }
      await this.#waker.sleep(this.#pauseMs);
    }
  }

  /** Begins turns for what is due, and waits for none of them. */
  async #begin(): Promise<void> {
    const leadership = await this.#leader.tick(this.#lastPassAt);
    this.options.identityCenter.budget.lead(this.#leader.leadsForMs);
    if (!leadership) {
      this.#lastPassAt = undefined;
      this.#pauseMs = IDLE_MS;
      return;
    }
    if (leadership.taken) await this.#takeLead(leadership);
    if (!(await this.#sweep(leadership))) return;
    this.#chores.begin({
      token: leadership.token,
      permit: () => this.#leader.permit(),
      isStopping: () => this.#stopping,
    });
    await this.#beginTurns();
    this.#lastPassAt = await this.#store.now();
  }

  async #takeLead(leadership: Leadership): Promise<void> {
    const { logger } = this.options;
    logger.info(`This engine leads now (token ${leadership.token})`);
    for (const row of await this.#store.reportForeign(this.#foreign)) {
      this.#foreign.add(row.id);
      logger.error(
        `Open sessions belong to ${row.instanceArn}, called from ${row.callerAccount}: this engine is configured otherwise and does not touch them`,
      );
    }
  }

  /** False: the lead was lost meanwhile. */
  async #sweep(leadership: Leadership): Promise<boolean> {
    const swept = await this.#store.sweep(leadership.token);
    const { more, late, lostLead } = swept;
    for (const session of late) {
      this.options.logger.error(
        `SES-${session.number} should have ended and its access may still be there`,
      );
    }
    if (lostLead) this.#leader.lost();
    if (more || lostLead) this.#waker.wake();
    return !lostLead;
  }

  async #beginTurns(): Promise<void> {
    const { budget } = this.options.identityCenter;
    const outstanding = await this.#store.outstanding();
    const limit = this.options.config.aws.outstanding;
    const running = this.#running();
    const quota = ration(budget, outstanding, running, limit);
    const claims = await this.#claim(
      this.#outage.rations(quota, this.#turns.size),
      freeSlots(outstanding.all, running, limit),
    );
    // What waits for room among the calls waits no longer than it has to
    const isBusy = outstanding.open > 0 || claims.length > 0;
    const pauseMs = isBusy ? BUSY_MS : IDLE_MS;
    this.#pauseMs = this.#outage.isOn ? AWAY_MS : pauseMs;
    for (const claim of claims) {
      if (claim.kind === 'retries') budget.spendRetries(CALLS_PER_RETRY);
      this.#beginTurn(claim, outstanding.all);
    }
  }

  /** Due rows by the first of these quotas that finds any. */
  async #claim(quotas: Quota[], changes: number): Promise<Claim[]> {
    const { budget } = this.options.identityCenter;
    let claims: Claim[] = [];
    for (const quota of quotas) {
      const calls = budget.room('end');
      const except = this.#outage.tried;
      claims = await this.#store.claimDue(quota, { changes, calls, except });
      if (claims.length > 0) break;
    }
    const isAnotherRound =
      quotas.length > 0 &&
      this.#outage.probed(claims.map(one => one.assignmentId));
    if (isAnotherRound) this.#waker.wake();
    return claims;
  }

  #beginTurn(claim: Claim, outstanding: number): void {
    const { jitter, logger } = this.options;
    const turn = new Turn(
      {
        store: this.#store,
        identityCenter: this.#identityCenter,
        judge: this.#judge,
        leader: this.#leader,
        holders: this.#holders,
        isAway: () => this.#outage.isOn,
        jitter,
        logger,
        outstanding,
      },
      claim,
    )
      .run()
      .finally(() => {
        this.#turns.delete(turn);
        this.#waker.wake();
      });
    this.#turns.set(turn, claim.kind);
  }

  #running(): Quota {
    const quota = { polls: 0, ends: 0, grants: 0, retries: 0, checks: 0 };
    for (const kind of this.#turns.values()) quota[kind] += 1;
    return quota;
  }
}
