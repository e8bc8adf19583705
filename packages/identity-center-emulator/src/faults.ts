import { randomUUID } from 'node:crypto';
import { z } from 'zod/v4';
import { EmulatorClock } from './clock';

const faultSchema = z.object({
  service: z
    .enum(['sso-admin', 'identitystore', 'organizations', 'iam', 'sts', '*'])
    .default('*'),
  operation: z.string().default('*'),
  /**
   * - `throttle`, `error` (500), `access-denied`, `conflict`: refused at once
   * - `latency`: answered after `latencyMs` of real time
   * - `drop`: the connection closes before anything is done
   * - `drop-after`: it is done, and the answer is lost
   * - `fail-async`: accepted, and FAILED in the end with `message`
   * - `outage`: every call answers 503
   */
  kind: z.enum([
    'throttle',
    'error',
    'access-denied',
    'conflict',
    'latency',
    'drop',
    'drop-after',
    'fail-async',
    'outage',
  ]),
  times: z.number().int().positive().optional(),
  until: z.iso.datetime().optional(),
  message: z.string().optional(),
  latencyMs: z.number().int().positive().max(60_000).optional(),
});

/** What `POST /_emulator/faults` takes. @public */
export type FaultInput = z.input<typeof faultSchema>;
/** @public */
export type Fault = z.output<typeof faultSchema> & { id: string };

/** The faults in force; each is used up by calls or by time. @public */
export class Faults {
  #faults: Fault[] = [];

  constructor(readonly clock: EmulatorClock) {}

  /** @throws Error naming each wrong field */
  add(input: unknown): Fault {
    const result = faultSchema.safeParse(input);
    if (!result.success) {
      throw new Error(
        result.error.issues
          .map(issue => `${issue.path.join('.')}: ${issue.message}`)
          .join('; '),
      );
    }
    const fault = { ...result.data, id: randomUUID() };
    this.#faults.push(fault);
    return fault;
  }

  clear(id?: string): void {
    this.#faults = id ? this.#faults.filter(one => one.id !== id) : [];
  }

  list(): Fault[] {
    const now = this.clock.now();
    this.#faults = this.#faults.filter(
      one => !one.until || new Date(one.until) > now,
    );
    return [...this.#faults];
  }

  /** Takes the faults that hit this call, counting each down. */
  take(service: string, operation: string): Fault[] {
    const hits = this.list().filter(
      one =>
        (one.service === '*' || one.service === service) &&
        (one.operation === '*' || one.operation === operation),
    );
    for (const hit of hits) {
      if (hit.times === undefined) continue;
      hit.times -= 1;
      if (hit.times === 0) this.clear(hit.id);
    }
    return hits;
  }
}
