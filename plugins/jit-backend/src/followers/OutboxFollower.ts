import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Knex } from 'knex';
import { ProjectedAccounts } from '../accounts/Accounts';
import { StoreClock } from '../store/clock';
import { Lane } from './Lane';
import { tellNotification, tellSignal } from './tell';
import { tellAlert } from './tellAlert';

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
  readonly #alerts: Lane<'alert'>;

  constructor(options: {
    db: Knex;
    clock: StoreClock;
    logger: LoggerService;
    projected: ProjectedAccounts;
    /** Absent: nobody is hinted at changes. */
    signals?: SignalsService;
    /** Absent: nobody is notified. */
    notifications?: NotificationService;
    /** How often to look without being woken. */
    pollMs?: number;
  }) {
    const { db, clock, logger, projected, signals, notifications } = options;
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
        await tellNotification(item, now, { db, notifications, projected });
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

  start(): void {
    this.#signals.start();
    this.#notifications.start();
    this.#alerts.start();
  }

  /** Lets what is being told finish. */
  async stop(): Promise<void> {
    const lanes = [this.#signals, this.#notifications, this.#alerts];
    await Promise.all(lanes.map(lane => lane.stop()));
  }

  /** Something was just written: look now and not at the next poll. */
  wake(): void {
    this.#signals.wake();
    this.#notifications.wake();
    this.#alerts.wake();
  }

  /** Tells everything that is due now, then returns. */
  async drain(): Promise<void> {
    await Promise.all(
      [this.#signals, this.#notifications, this.#alerts].map(async lane => {
        while (await lane.pass());
      }),
    );
  }
}
