import { StandardSet } from '../identityCenter/IdentityCenter';

const FRESH_MS = 10_000;

interface Reading {
  /** When it was asked for: AWS answers later, and so no older than this. */
  at: number;
  set: Promise<StandardSet | undefined>;
}

/**
 * What AWS says of a permission set: one reading for all who decide about it
 * within ten seconds on this replica, since each takes five of the calls that
 * all replicas share. It spares people an approval that would fail; the engine
 * reads the set by itself before its first call, so that what is granted is
 * what was reviewed (H16, H18).
 */
export class SharedSets {
  readonly #readings = new Map<string, Reading>();

  constructor(
    private readonly ask: (arn: string) => Promise<StandardSet | undefined>,
    private readonly now: () => number,
  ) {}

  read(arn: string): Promise<StandardSet | undefined> {
    this.#forget();
    const known = this.#readings.get(arn);
    if (known) return known.set;
    const reading = { at: this.now(), set: this.ask(arn) };
    this.#readings.set(arn, reading);
    // Those who waited for it hear of the trouble, nobody after them
    reading.set.catch(() => this.#drop(arn, reading));
    return reading.set;
  }

  #drop(arn: string, reading: Reading): void {
    if (this.#readings.get(arn) === reading) this.#readings.delete(arn);
  }

  #forget(): void {
    for (const [arn, { at }] of this.#readings) {
      if (this.now() - at >= FRESH_MS) this.#readings.delete(arn);
    }
  }
}
