import { VirtualTime } from './VirtualTime';

/** What befalls a process at its n-th effect. */
export interface Mishap {
  effect: number;
  /** Counts effects of this name alone. */
  named?: string;
  /** Counts those after the first one of this name. */
  after?: string;
  /** Dies or stands still (H2), before the effect or right after it. */
  kind: 'dies-before' | 'dies-after' | 'stalls-before' | 'stalls-after';
  /** How long it stands still, or how long until another one takes its place. */
  forMs: number;
}

/** More than anything asks for that comes to an end in its moment. */
const MOST_AT_ONCE = 20_000;

/** A new one each time: one for all would keep every history that waits on it. */
const never = () => new Promise<never>(() => {});

/**
 * One process of the backend. Everything that others can see of it passes
 * here: each database commit and each AWS call is an effect, before and after
 * which it may die for good or stand still for a while.
 */
export class SimProcess {
  #effects = 0;
  /** Effects until the mishap, of those that it counts. */
  #left = 0;
  #dead = false;
  #stillUntil = 0;
  #still?: Promise<void>;
  #mishap?: Mishap;
  #moment = 0;
  #atOnce = 0;
  /** It went on and on while no time passed, and was stopped. */
  isSpinning = false;
  onDeath: () => void = () => {};
  onStill: (until: number) => void = () => {};

  constructor(readonly name: string, private readonly time: VirtualTime) {}

  get isDead(): boolean {
    return this.#dead;
  }

  get effects(): number {
    return this.#effects;
  }

  get isStill(): boolean {
    return this.#stillUntil > this.time.ms;
  }

  /** Counts from now: 0 is the next effect. */
  befalls(mishap: Mishap): void {
    this.#mishap = mishap;
    this.#left = mishap.effect;
  }

  die(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.onDeath();
  }

  /** SIGSTOP, and SIGCONT after a while. */
  standStill(milliseconds: number): void {
    this.#stillUntil = this.time.ms + milliseconds;
    this.onStill(this.#stillUntil);
    this.#still = this.time.sleep(milliseconds);
  }

  /** Resolves when the process runs; never once it is dead. */
  async runs(): Promise<void> {
    while (this.isStill) await this.#still;
    this.#countOne();
    if (this.#dead) await never();
  }

  #countOne(): void {
    if (this.#moment !== this.time.ms) this.#atOnce = 0;
    this.#moment = this.time.ms;
    this.#atOnce += 1;
    if (this.#atOnce < MOST_AT_ONCE) return;
    this.isSpinning = true;
    this.#dead = true;
  }

  /** Does a deed that others can see, if the process lives to. */
  async effect<T>(name: string, deed: () => Promise<T>): Promise<T> {
    await this.runs();
    this.#effects += 1;
    const mishap = this.#mishapAt(name);
    this.#befall(mishap, 'before');
    await this.runs();
    try {
      return await deed();
    } finally {
      this.#befall(mishap, 'after');
      await this.runs();
    }
  }

  #mishapAt(name: string): Mishap | undefined {
    const mishap = this.#mishap;
    if (mishap?.after) {
      if (mishap.after === name) this.#mishap = { ...mishap, after: undefined };
      return undefined;
    }
    if (!mishap || (mishap.named && mishap.named !== name)) return undefined;
    this.#left -= 1;
    if (this.#left >= 0) return undefined;
    this.#mishap = undefined;
    return mishap;
  }

  #befall(mishap: Mishap | undefined, side: 'before' | 'after'): void {
    if (mishap?.kind === `dies-${side}`) this.die();
    if (mishap?.kind === `stalls-${side}`) this.standStill(mishap.forMs);
  }

  /** Wraps a store or a port: these methods are effects, others only pass. */
  wrap<T extends object>(target: T, isEffect: (name: string) => boolean): T {
    return new Proxy(target, {
      get: (object, name) => {
        const value = Reflect.get(object, name, object);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          const deed = async () => value.apply(object, args);
          if (isEffect(String(name))) return this.effect(String(name), deed);
          return this.runs().then(deed);
        };
      },
    });
  }
}
