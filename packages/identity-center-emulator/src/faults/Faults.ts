import { randomUUID } from 'node:crypto';
import { z } from 'zod/v4';
import { EmulatorClock } from '../clock';
import { parse } from '../parse';
import { CallFaults } from './CallFaults';
import { Chaos, KeptChaos } from './Chaos';
import {
  canAffect,
  FAULT_KINDS,
  FaultKind,
  faultTimes,
  SERVICES,
} from './kinds';

const faultSchema = z
  .object({
    service: z.enum([...SERVICES, '*']).default('*'),
    operation: z.string().default('*'),
    kind: z.enum(FAULT_KINDS),
    /** Used up by so many calls that it changed. */
    times: z.number().int().positive().optional(),
    until: z.iso.datetime().optional(),
    message: z.string().optional(),
    ...faultTimes,
    /** Of `lag`: which changes come late to a list. */
    of: z.enum(['made', 'removed', 'both']).default('both'),
  })
  .refine(one => one.operation === '*' || canAffect(one.kind, one.operation), {
    path: ['operation'],
    error: 'this kind of fault cannot hit this operation',
  });

/** What `POST /_emulator/faults` takes. @public */
export type FaultInput = z.input<typeof faultSchema>;
/** @public */
export type Fault = z.output<typeof faultSchema> & { id: string };

/** What is kept of the faults across a restart. */
export interface KeptFaults {
  faults: Fault[];
  injected: Partial<Record<FaultKind, number>>;
  chaos?: KeptChaos;
}

/** The faults in force; each is used up by calls or by time. @public */
export class Faults {
  #faults: Fault[] = [];
  #injected: Partial<Record<FaultKind, number>> = {};
  readonly chaos: Chaos;

  constructor(readonly clock: EmulatorClock) {
    this.chaos = new Chaos(clock);
  }

  /** @throws Error naming each wrong field */
  add(input: unknown): Fault {
    const fault = { ...parse(faultSchema, input), id: randomUUID() };
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

  /** How many calls each kind of fault has changed so far. */
  get injected(): Partial<Record<FaultKind, number>> {
    return { ...this.#injected };
  }

  /** The faults that could hit this call, those of chaos last. */
  forCall(service: string, operation: string): CallFaults {
    const hits = this.list().filter(
      one =>
        (one.service === '*' || one.service === service) &&
        (one.operation === '*' || one.operation === operation) &&
        canAffect(one.kind, operation),
    );
    const random = this.chaos.draw(service, operation);
    return new CallFaults(random ? [...hits, random] : hits, one =>
      this.#used(one),
    );
  }

  #used(fault: Fault): void {
    this.#injected[fault.kind] = (this.#injected[fault.kind] ?? 0) + 1;
    if (fault.times === undefined) return;
    fault.times -= 1;
    if (fault.times === 0) this.clear(fault.id);
  }

  keep(): KeptFaults {
    return {
      faults: this.list(),
      injected: this.injected,
      chaos: this.chaos.keep(),
    };
  }

  restore(kept: KeptFaults): void {
    this.#faults = kept.faults;
    this.#injected = kept.injected;
    this.chaos.restore(kept.chaos);
  }
}
