/** The process is gone: nothing more of it happens. */
export class Crash extends Error {}

/** Counts effects and stops the process before or after one of them. */
export class CrashPlan {
  #count = 0;
  dead = false;
  /** What it stopped at; undefined when the story was over before. */
  at?: string;

  constructor(
    private readonly when: number,
    private readonly side: 'before' | 'after',
  ) {}

  /** Wraps a store or a port: these methods are its effects. */
  wrap<T extends object>(target: T, effects: (keyof T & string)[]): T {
    return new Proxy(target, {
      get: (object, name) => {
        const value = Reflect.get(object, name, object);
        if (typeof value !== 'function') return value;
        const isEffect = effects.includes(name as keyof T & string);
        return async (...args: unknown[]) =>
          this.#around(String(name), isEffect, () => value.apply(object, args));
      },
    });
  }

  async #around<R>(
    name: string,
    isEffect: boolean,
    deed: () => Promise<R>,
  ): Promise<R> {
    if (this.dead) throw new Crash();
    const hit = isEffect && this.#count === this.when;
    if (isEffect) this.#count += 1;
    if (!hit) return deed();
    this.at = `${this.side} ${name}`;
    if (this.side === 'after') await deed().catch(() => undefined);
    this.dead = true;
    throw new Crash();
  }
}
