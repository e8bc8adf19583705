import { setTimeout as sleep } from 'node:timers/promises';
import { checkMoment, Moment } from './checks/moment';
import { lateEnds, overdueKeys, treatmentOf, Waiting } from './checks/lateness';
import { Portal } from './Portal';
import { STRANGERS } from './scene';
import { Key, Violation } from './words';

const EVERY_MS = 500;
/** However foul it is, nothing outlives its end by more in real time. */
const MOST_MS = 300_000;
/** A late landing is found and undone within this time of calm (H1, H2). */
const SLIP_MS = 120_000;

/** Looks at AWS and the database again and again, from outside. */
export class Watcher {
  readonly #found = new Map<string, Violation>();
  readonly #overdue = new Map<Key, number>();
  readonly strangers: ReadonlySet<Key> = new Set(STRANGERS);
  /** How long ended access stood, in real time: what the ends took. */
  readonly ends: number[] = [];
  mostOutstanding = 0;
  mostCreations = 0;
  looks = 0;
  /** When a process, the database or the clock was last disturbed. */
  calmSince = Date.now();
  #stopped = false;
  #loop?: Promise<void>;

  constructor(private readonly portal: Portal) {}

  get violations(): Violation[] {
    return [...this.#found.values()];
  }

  start(): void {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#loop;
  }

  disturbed(): void {
    this.calmSince = Date.now();
  }

  report(violations: readonly Violation[]): void {
    for (const one of violations) {
      const name = `${one.rule}: ${one.what}`;
      // A late end gets later with each look, and is one violation
      const id = one.rule === 'ends-in-time' ? name.split(':')[1] : name;
      if (this.#found.has(id)) continue;
      this.#found.set(id, one);
      process.stdout.write(`violation ${name}\n`);
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const moment = await this.#look().catch(() => undefined);
      if (moment) this.#judge(moment);
      // Who cannot look does not know what would have been late meanwhile
      else this.disturbed();
      await sleep(EVERY_MS);
    }
  }

  async #look(): Promise<Moment> {
    const { tables, emulator } = this.portal;
    const before = await tables.sessions();
    const aws = await emulator.state();
    const after = await tables.sessions();
    return { before, aws, after, strangers: this.strangers };
  }

  #judge(moment: Moment): void {
    this.looks += 1;
    const { aws } = moment;
    this.mostOutstanding = Math.max(this.mostOutstanding, aws.outstanding);
    this.mostCreations = Math.max(this.mostCreations, aws.outstandingCreations);
    this.report(checkMoment(moment));
    this.#judgeEnds(moment);
  }

  #judgeEnds({ aws, after }: Moment): void {
    const now = Date.now();
    if (this.portal.weather.foul) this.disturbed();
    const there = new Set(
      aws.access.map(one => one.key).filter(key => !this.strangers.has(key)),
    );
    const overdue = overdueKeys(after, there, aws.now);
    for (const [key, since] of this.#overdue) {
      if (overdue.has(key)) continue;
      this.ends.push(now - since);
      this.#overdue.delete(key);
    }
    for (const key of overdue) {
      if (!this.#overdue.has(key)) this.#overdue.set(key, now);
    }
    const waiting = this.#waiting(after);
    this.report(lateEnds(waiting, this.calmSince, now));
    this.report(
      waiting
        .filter(one => now - one.since > MOST_MS)
        .map(one => ({
          rule: 'ends-at-last',
          what: `Access on ${one.key} stands 5 minutes after its end`,
        })),
    );
  }

  #waiting(sessions: Moment['after']): Waiting[] {
    const keys = [...this.#overdue.keys()];
    const final = new Set(
      sessions.filter(one => one.endedAt !== undefined).map(one => one.key),
    );
    const open = new Set(
      sessions.filter(one => one.endedAt === undefined).map(one => one.key),
    );
    return keys.map(key => ({
      key,
      // What lands after the end was proven is found by the looks that follow
      since:
        this.#overdue.get(key)! +
        (final.has(key) && !open.has(key) ? SLIP_MS : 0),
      treatment: treatmentOf(key, this.#overdue.get(key)!, this.portal.calls),
      queue: keys.length,
      queueInAccount: keys.filter(
        one => one.split('|')[0] === key.split('|')[0],
      ).length,
    }));
  }
}
