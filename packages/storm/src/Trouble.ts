import { setTimeout as sleep } from 'node:timers/promises';
import { Chance } from './chance';
import { leaderOf, Portal } from './Portal';
import { Replica } from './Replica';
import { Watcher } from './Watcher';

/** Longer than the leader's lease of 15 s. */
const STALL_MS = 20_000;
const DATABASE_AWAY_MS = [3_000, 9_000] as const;

export interface TroubleTally {
  kills: number;
  stalls: number;
  outages: number;
  jumps: number;
}

/** Everything that happens to the portal while people use it. */
export class Trouble {
  readonly tally: TroubleTally = { kills: 0, stalls: 0, outages: 0, jumps: 0 };
  readonly #pending = new Set<Promise<void>>();
  /** Killed, and not yet started again. */
  readonly #down = new Set<Replica>();

  constructor(
    private readonly portal: Portal,
    private readonly watcher: Watcher,
    private readonly chance: Chance,
  ) {}

  /**
   * Spreads what happens evenly over the time, with some chance in between.
   *
   * @param over - true once the people have finished
   */
  async run(
    plan: { milliseconds: number; kills: number },
    over: () => boolean,
  ): Promise<void> {
    const { milliseconds, kills } = plan;
    const began = Date.now();
    const killEvery = milliseconds / kills;
    let killAt = began + killEvery / 2;
    let jumpAt = began + 15_000;
    let weatherAt = began;
    let stallAt = began + milliseconds / 4;
    let awayAt = began + milliseconds / 3;
    while (!over()) {
      const now = Date.now();
      await this.#supervise();
      if (now >= weatherAt) weatherAt = now + (await this.#changeWeather());
      if (now >= jumpAt) jumpAt = now + (await this.#jump());
      if (now >= killAt && this.tally.kills < kills) {
        killAt += killEvery;
        this.#meanwhile(this.#kill());
      } else if (now >= stallAt) {
        // Right after a kill nobody leads: it is tried again until one does
        if (await this.#stallLeader()) {
          stallAt = now + Math.max(60_000, milliseconds / 6);
        }
      } else if (now >= awayAt) {
        awayAt = now + Math.max(60_000, milliseconds / 6);
        await this.#takeDatabaseAway();
      }
      await sleep(250);
    }
    while (this.tally.kills < kills) {
      await this.#supervise();
      await this.#kill();
    }
  }

  /** Fair weather, every replica up, no faults left. */
  async end(): Promise<void> {
    await Promise.all(this.#pending);
    await this.portal.weather.turnFair();
    for (const replica of this.portal.replicas) {
      replica.goOn();
      if (!replica.runs) await replica.start();
    }
    this.watcher.disturbed();
  }

  #meanwhile(deed: Promise<void>): void {
    const pending = deed.finally(() => this.#pending.delete(pending));
    this.#pending.add(pending);
  }

  async #changeWeather(): Promise<number> {
    const { weather } = this.portal;
    if (weather.foul) {
      await weather.turnFair();
      return this.chance.between(50_000, 80_000);
    }
    await weather.turnFoul();
    return this.chance.between(30_000, 60_000);
  }

  /** Ends fall due together; all follow the emulator's clock. */
  async #jump(): Promise<number> {
    await this.portal.emulator.advance('PT4M');
    this.tally.jumps += 1;
    this.watcher.disturbed();
    return this.chance.between(25_000, 40_000);
  }

  async #victim(): Promise<Replica | undefined> {
    const running = this.portal.replicas.filter(
      one => one.runs && !one.stalled,
    );
    if (running.length === 0) return undefined;
    const leader = await leaderOf(this.portal).catch(() => undefined);
    return leader && running.includes(leader) && this.chance.happens(0.6)
      ? leader
      : this.chance.pick(running);
  }

  async #kill(): Promise<void> {
    const victim = await this.#victim();
    if (!victim) {
      await sleep(500);
      return;
    }
    this.tally.kills += 1;
    this.#down.add(victim);
    await victim.kill();
    this.watcher.disturbed();
    await sleep(this.chance.between(0, 6_000));
    await victim.start();
    this.#down.delete(victim);
  }

  /** Who finds no database at its start ends by itself, and is started again. */
  async #supervise(): Promise<void> {
    for (const replica of this.portal.replicas) {
      if (replica.runs || this.#down.has(replica)) continue;
      await replica.start();
      this.watcher.disturbed();
    }
  }

  /** A leader stands still for longer than its lease, and goes on. */
  async #stallLeader(): Promise<boolean> {
    const leader = await leaderOf(this.portal).catch(() => undefined);
    if (!leader?.runs || leader.stalled) return false;
    this.tally.stalls += 1;
    leader.stall();
    this.#meanwhile(this.#goOnLater(leader));
    return true;
  }

  async #goOnLater(leader: Replica): Promise<void> {
    await sleep(STALL_MS);
    leader.goOn();
    this.watcher.disturbed();
  }

  async #takeDatabaseAway(): Promise<void> {
    this.tally.outages += 1;
    await this.portal.postgres.goAway();
    await sleep(this.chance.between(...DATABASE_AWAY_MS));
    await this.portal.postgres.comeBack();
    this.watcher.disturbed();
  }
}
