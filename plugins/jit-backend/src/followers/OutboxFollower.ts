import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Knex } from 'knex';
import { ProjectedAccounts } from '../accounts/Accounts';
import { StoreClock } from '../store/clock';
import { NewId } from '../store/ids';
import { Lane } from './Lane';
import { Quiet } from './quiet';
import { tellNotification, tellSignal } from './tell';
import { tellAlert } from './tellAlert';
import { tellDigest } from './tellDigest';

/** What another replica wrote wakes nobody here. */
const POLL_MS = 1000;
/** A hint that comes minutes late helps nobody. */
const SIGNAL_TRIES = 3;
/** With growing pauses, half a day. */
const NOTIFICATION_TRIES = 50;

/**
 * Tells people what the outbox holds, after the fact: it may fail, be late and
 * be repeated, and never touches a request. Safe on any number of replicas.
 */
export class OutboxFollower {
  readonly #signals: Lane<'signal'>;
  readonly #notifications: Lane<'notification'>;
  readonly #digests: Lane<'digest'>;
  readonly #alerts: Lane<'alert'>;

  constructor(options: {
    db: Knex;
    clock: StoreClock;
    logger: LoggerService;
    newId: NewId;
    projected: ProjectedAccounts;
    quiet: Quiet;
    /** Absent: nobody is hinted at changes. */
    signals?: SignalsService;
    /** Absent: nobody is notified. */
    notifications?: NotificationService;
    /** How often to look without being woken. */
    pollMs?: number;
  }) {
    const { db, clock, logger, newId, projected, quiet } = options;
    const { signals, notifications } = options;
    const parts = { db, clock, logger, pollMs: options.pollMs ?? POLL_MS };
    this.#signals = new Lane({
      ...parts,
      kind: 'signal',
      tries: SIGNAL_TRIES,
      send: async item => {
        if (signals) await tellSignal(item, signals, projected);
      },
    });
    this.#notifications = new Lane({
      ...parts,
      kind: 'notification',
      tries: NOTIFICATION_TRIES,
      send: async item => {
        if (!notifications) return;
        const now = await clock.now(db);
        const helpers = { db, newId, notifications, projected, quiet };
        await tellNotification(item, now, helpers);
      },
    });
    this.#digests = new Lane({
      ...parts,
      kind: 'digest',
      tries: NOTIFICATION_TRIES,
      send: async item => {
        if (!notifications) return;
        const now = await clock.now(db);
        await tellDigest(item, now, { db, notifications, projected });
      },
    });
    this.#alerts = new Lane({
      ...parts,
      kind: 'alert',
      tries: NOTIFICATION_TRIES,
      send: async item => {
        if (notifications)
          await tellAlert(item, { db, notifications, projected });
      },
    });
  }

  get #lanes() {
    return [this.#signals, this.#notifications, this.#digests, this.#alerts];
  }

  start(): void {
    this.#lanes.forEach(lane => lane.start());
  }

  /** Lets what is being told finish. */
  async stop(): Promise<void> {
    await Promise.all(this.#lanes.map(lane => lane.stop()));
  }

  /** Something was just written: look now and not at the next poll. */
  wake(): void {
    this.#lanes.forEach(lane => lane.wake());
  }

  /** Tells everything that is due now, then returns. */
  async drain(): Promise<void> {
    await Promise.all(
      this.#lanes.map(async lane => {
        while (await lane.pass());
      }),
    );
  }
}
