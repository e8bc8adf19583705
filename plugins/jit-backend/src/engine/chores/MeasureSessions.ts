import { DatabaseReadings, Duration } from '../../store/DatabaseReadings';
import { Chore } from './Chore';

/** Where times go; the engine knows no metrics service. */
export interface SessionTimes {
  activated(duration: Duration): void;
  removed(duration: Duration): void;
}

/** Rows of other transactions may show so much later than they say. */
const LAG_MS = 5_000;

/**
 * Measures how long access took to come and to go. The leading engine alone
 * does, so that each session counts once; what a change of the lead falls on
 * may be missing, since these are measurements and no record.
 */
export class MeasureSessions implements Chore {
  readonly name = 'measure-sessions';
  readonly everyMs = 10_000;
  #after?: Date;

  constructor(
    private readonly readings: DatabaseReadings,
    private readonly times: SessionTimes,
  ) {}

  async run(): Promise<void> {
    const now = await this.readings.now();
    const until = new Date(now.getTime() - LAG_MS);
    const after = this.#after ?? until;
    const begun = await this.readings.activations(after, until);
    const gone = await this.readings.removals(after, until);
    this.#after = until;
    begun.forEach(one => this.times.activated(one));
    gone.forEach(one => this.times.removed(one));
  }
}
