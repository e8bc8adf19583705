import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod/v4';
import { EmulatorClock } from '../clock';
import { parse } from '../parse';
import type { Fault } from './Faults';
import { canAffect, faultTimes, MINUTE, SERVICES } from './kinds';

// What passes by itself: an engine has to get over all of them unaided
const CHAOS_KINDS = [
  'throttle',
  'error',
  'latency',
  'drop',
  'drop-after',
  'late',
  'fail-async',
  'conflict',
  'lag',
  'status-lag',
] as const;

const chaosSchema = z.object({
  seed: z.union([z.string(), z.number()]).transform(String),
  /** Of each call that a fault could hit. */
  probability: z.number().min(0).max(1),
  kinds: z
    .array(z.enum(CHAOS_KINDS))
    .min(1)
    .default([...CHAOS_KINDS]),
  services: z
    .array(z.enum(SERVICES))
    .min(1)
    .default([...SERVICES]),
  until: z.iso.datetime().optional(),
  /** The most that a fault takes: each draws its own part of it. */
  latencyMs: faultTimes.latencyMs.default(400),
  landsAfterMs: faultTimes.landsAfterMs.default(MINUTE),
  lagMs: faultTimes.lagMs.default(20_000),
});

/** What `POST /_emulator/chaos` takes. @public */
export type ChaosInput = z.input<typeof chaosSchema>;
/** @public */
export type ChaosSettings = z.output<typeof chaosSchema>;

export interface KeptChaos {
  settings: ChaosSettings;
  calls: Record<string, number>;
}

/** Fractions below 1 that depend on nothing but what they are drawn for. */
function fractionsFor(what: string): number[] {
  const digest = createHash('sha256').update(what).digest();
  return [0, 4, 8].map(at => digest.readUInt32BE(at) / 2 ** 32);
}

/**
 * Random faults, the same each time from the same seed: what happens to the
 * n-th call of an operation depends on seed, operation and n alone, whatever
 * calls came between.
 *
 * @public
 */
export class Chaos {
  #settings: ChaosSettings | undefined;
  #calls: Record<string, number> = {};

  constructor(readonly clock: EmulatorClock) {}

  /** @throws Error naming each wrong field */
  start(input: unknown): ChaosSettings {
    this.#settings = parse(chaosSchema, input);
    this.#calls = {};
    return this.#settings;
  }

  stop(): void {
    this.#settings = undefined;
  }

  get settings(): ChaosSettings | undefined {
    const until = this.#settings?.until;
    return until && new Date(until) <= this.clock.now()
      ? undefined
      : this.#settings;
  }

  /** The fault that this call meets, if it meets one. */
  draw(service: string, operation: string): Fault | undefined {
    const { settings } = this;
    if (!settings?.services.some(one => one === service)) return undefined;
    const key = `${service}:${operation}`;
    const nth = (this.#calls[key] ?? 0) + 1;
    this.#calls[key] = nth;
    const [chance, choice, extent] = fractionsFor(
      `${settings.seed}/${key}/${nth}`,
    );
    const kinds = settings.kinds.filter(kind => canAffect(kind, operation));
    if (chance >= settings.probability || kinds.length === 0) return undefined;
    const share = (most: number) => Math.ceil(most * (extent || 1));
    return {
      id: randomUUID(),
      kind: kinds[Math.floor(choice * kinds.length)],
      service: '*',
      operation,
      of: 'both',
      latencyMs: share(settings.latencyMs),
      landsAfterMs: share(settings.landsAfterMs),
      lagMs: share(settings.lagMs),
    };
  }

  keep(): KeptChaos | undefined {
    const { settings } = this;
    return settings && { settings, calls: this.#calls };
  }

  restore(kept: KeptChaos | undefined): void {
    this.#settings = kept?.settings;
    this.#calls = kept?.calls ?? {};
  }
}
