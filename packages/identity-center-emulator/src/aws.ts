import { Calls } from './calls';
import { AwsError, throttled } from './errors';
import { Fault, Faults } from './faults';
import { Limits, Throttle } from './limits';
import { operations } from './operations';
import { Answer, answerOf, Call, readCall, refusalOf } from './wire';
import { World } from './world';

/** How a call leaves: answered, or cut off as a fault wants. */
export type Departure =
  | { kind: 'answer'; answer: Answer; latencyMs: number }
  | { kind: 'drop' };

function refuseBy(faults: Fault[]): void {
  for (const fault of faults) {
    switch (fault.kind) {
      case 'throttle':
        throw throttled();
      case 'error':
        throw new AwsError(
          'InternalServerException',
          fault.message ??
            'An unexpected internal service exception was encountered',
          500,
        );
      case 'outage':
        throw new AwsError(
          'ServiceUnavailable',
          fault.message ?? 'Service unavailable',
          503,
        );
      case 'access-denied':
        throw new AwsError(
          'AccessDeniedException',
          fault.message ?? 'User is not authorized to perform this action',
        );
      case 'conflict':
        throw new AwsError(
          'ConflictException',
          fault.message ?? 'There is a conflicting operation in process.',
        );
      default:
    }
  }
}

/** The emulated AWS behind the wire: one call in, one departure out. */
export class Aws {
  readonly calls = new Calls();
  readonly #throttle: Throttle;

  constructor(
    readonly world: World,
    readonly faults: Faults,
    readonly options: {
      limits: Limits | 'off';
      missingAssignment: 'async' | 'sync';
    },
  ) {
    this.#throttle = new Throttle(options.limits, world.clock);
  }

  handle(target: string | undefined, body: string): Departure {
    let call: Call | undefined;
    let faults: Fault[] = [];
    try {
      call = readCall(target, body);
      faults = this.faults.take(call.service, call.operation);
      if (faults.some(one => one.kind === 'drop')) {
        this.#record(call, 'dropped');
        return { kind: 'drop' };
      }
      refuseBy(faults);
      const answer = answerOf(call, this.#perform(call, faults));
      this.#record(call, 'ok');
      return faults.some(one => one.kind === 'drop-after')
        ? { kind: 'drop' }
        : { kind: 'answer', answer, latencyMs: latencyOf(faults) };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (call) this.#record(call, error.code);
      const protocol = call?.protocol ?? (target ? 'json' : 'query');
      return {
        kind: 'answer',
        answer: refusalOf(protocol, error),
        latencyMs: latencyOf(faults),
      };
    }
  }

  #perform(call: Call, faults: Fault[]): unknown {
    const operation = operations[call.service]?.[call.operation];
    if (!operation) {
      throw new AwsError(
        'UnknownOperationException',
        `${call.operation} is not emulated.`,
      );
    }
    if (call.service === 'sso-admin') this.#throttle.take();
    return operation(
      { world: this.world, faults, ...this.options },
      call.input,
    );
  }

  #record(call: Call, outcome: string): void {
    this.calls.record(
      this.world.clock.now(),
      call.service,
      call.operation,
      outcome,
    );
  }
}

function latencyOf(faults: Fault[]): number {
  return Math.max(
    0,
    ...faults.map(one => (one.kind === 'latency' ? one.latencyMs ?? 1000 : 0)),
  );
}
