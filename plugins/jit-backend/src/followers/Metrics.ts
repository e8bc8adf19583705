import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { LoggerService } from '@backstage/backend-plugin-api';
import { SessionTimes } from '../engine/chores/MeasureSessions';
import { DatabaseReadings, Readings } from '../store/DatabaseReadings';

/** One reading serves all instruments of a collection. */
const FRESH_MS = 5_000;

/** Of this process's engine. */
type Pulse = () => { leading: boolean; lastPassAt?: Date };

interface Options {
  metrics: MetricsService;
  readings: DatabaseReadings;
  /** Calls to AWS of this process. */
  counts: () => { calls: number; throttles: number };
  logger: LoggerService;
  /** Milliseconds that only grow. */
  now?: () => number;
}

function secondsSince(time: Date, now: Date): number {
  return Math.max(0, (now.getTime() - time.getTime()) / 1000);
}

/** Buckets from a second to an hour: AWS takes seconds, an outage longer. */
const SECONDS = {
  unit: 's',
  advice: {
    explicitBucketBoundaries: [1, 2, 5, 10, 20, 30, 60, 120, 300, 900, 3600],
  },
};

/** Tells Backstage's metrics how the portal is doing; see docs/runbook.md. */
export class Metrics {
  readonly #options: Options;
  #last?: { at: number; readings: Promise<Readings | undefined> };

  constructor(options: Options) {
    this.#options = options;
  }

  /** Says what there is to read; it is read when somebody collects. */
  start(pulse: Pulse): void {
    this.#gauge('jit.queue.due', 'Assignments that wait for the engine', {
      of: ({ due }) => due,
    });
    this.#gauge('jit.ends.overdue_age', 'Age of the oldest overdue end', {
      unit: 's',
      of: ({ oldestOverdueEnd, now }) =>
        oldestOverdueEnd ? secondsSince(oldestOverdueEnd, now) : 0,
    });
    this.#gauge('jit.outbox.unsent', 'Messages that are due and not sent', {
      of: ({ unsent }) => unsent,
    });
    this.#record();
    this.#projections();
    this.#findings();
    this.#engine(pulse);
    this.#calls();
  }

  /** How long access takes to come and to go. */
  sessionTimes(): SessionTimes {
    const { metrics } = this.#options;
    const activation = metrics.createHistogram('jit.session.activation_time', {
      description: 'From approval to active',
      ...SECONDS,
    });
    const removal = metrics.createHistogram('jit.session.removal_time', {
      description: 'From the beginning of an end to access gone',
      ...SECONDS,
    });
    return {
      activated: ({ seconds }) => activation.record(seconds),
      removed: ({ seconds, cause }) => removal.record(seconds, { cause }),
    };
  }

  #gauge(
    name: string,
    description: string,
    { of, unit }: { of: (readings: Readings) => number; unit?: string },
  ): void {
    this.#options.metrics
      .createObservableGauge(name, { description, unit })
      .addCallback(async result => {
        const readings = await this.#read();
        if (readings) result.observe(of(readings));
      });
  }

  #record(): void {
    this.#gauge('jit.record.unsealed_age', 'Age of the oldest unsealed event', {
      unit: 's',
      of: ({ chain: { oldestUnsealed }, now }) =>
        oldestUnsealed ? secondsSince(oldestUnsealed, now) : 0,
    });
    // A record that is as the last checkpoint found it needs no other
    this.#gauge('jit.record.checkpoint_age', 'Since the last checkpoint', {
      unit: 's',
      of: ({ chain: { checkpointAt, isBeyondCheckpoint }, now }) =>
        checkpointAt && isBeyondCheckpoint
          ? secondsSince(checkpointAt, now)
          : 0,
    });
  }

  #projections(): void {
    this.#gauge(
      'jit.permission_sets.unread',
      'Permission sets that were listed and not read yet',
      { of: ({ projections }) => projections.unreadSets },
    );
    this.#options.metrics
      .createObservableGauge('jit.projection.age', {
        description: 'Since what lists show was last read, by projection',
        unit: 's',
      })
      .addCallback(async result => {
        const readings = await this.#read();
        readings?.projections.readAt.forEach((at, projection) =>
          result.observe(secondsSince(at, readings.now), { projection }),
        );
      });
  }

  #findings(): void {
    this.#options.metrics
      .createObservableGauge('jit.drift.open', {
        description: 'Differences and failed checks that last, by kind',
      })
      .addCallback(async result => {
        const readings = await this.#read();
        readings?.openFindings.forEach((n, kind) =>
          result.observe(n, { kind }),
        );
        if (readings?.openFindings.size === 0) result.observe(0);
      });
  }

  #engine(pulse: Pulse): void {
    const { metrics } = this.#options;
    metrics
      .createObservableGauge('jit.engine.leading', {
        description: '1 where the engine of this process leads',
      })
      .addCallback(result => result.observe(pulse().leading ? 1 : 0));
    metrics
      .createObservableGauge('jit.engine.last_pass_age', {
        description: 'Since the leading engine last looked at its queue',
        unit: 's',
      })
      .addCallback(async result => {
        const { leading, lastPassAt } = pulse();
        const readings = await this.#read();
        if (!leading || !lastPassAt || !readings) return;
        result.observe(secondsSince(lastPassAt, readings.now));
      });
  }

  #calls(): void {
    const { metrics, counts } = this.#options;
    metrics
      .createObservableCounter('jit.aws.calls', {
        description: 'Calls to IAM Identity Center',
      })
      .addCallback(result => result.observe(counts().calls));
    metrics
      .createObservableCounter('jit.aws.throttles', {
        description: 'Calls that AWS answered with too many requests',
      })
      .addCallback(result => result.observe(counts().throttles));
  }

  /** A database that is away leaves gaps, and breaks no collection. */
  async #read(): Promise<Readings | undefined> {
    const { readings, logger, now = () => performance.now() } = this.#options;
    if (!this.#last || now() - this.#last.at >= FRESH_MS) {
      this.#last = {
        at: now(),
        readings: readings.read().catch(error => {
          logger.warn(`Metrics cannot be read: ${error}`);
          return undefined;
        }),
      };
    }
    return this.#last.readings;
  }
}
