import { Calls } from './calls';
import { AnswerLost, AwsError } from './errors';
import { CallFaults } from './faults/CallFaults';
import { Faults } from './faults/Faults';
import { refuseByFault } from './faults/refusals';
import { Limits, Throttle } from './limits';
import { operations } from './operations';
import { refuseDelegated } from './operations/delegation';
import {
  Answer,
  answerOf,
  Call,
  Posted,
  protocolOf,
  readCall,
  refusalOf,
} from './wire';
import { World } from './world/World';

/** How a call leaves: answered, or cut off as a fault wants. */
export type Departure =
  | { kind: 'answer'; answer: Answer; latencyMs: number }
  | { kind: 'drop' };

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

  handle(posted: Posted): Departure {
    let call: Call | undefined;
    let faults: CallFaults | undefined;
    try {
      call = readCall(posted);
      faults = this.faults.forCall(call.service, call.operation);
      if (faults.take('drop')) return this.#drop(call, 'dropped');
      refuseByFault(faults, call.service);
      const answer = answerOf(call, this.#perform(call, faults));
      if (faults.take('drop-after')) return this.#drop(call, 'ok, dropped');
      this.#record(call, 'ok');
      return { kind: 'answer', answer, latencyMs: latencyOf(faults) };
    } catch (error) {
      if (call && error instanceof AnswerLost) return this.#drop(call, 'late');
      if (!(error instanceof AwsError)) throw error;
      if (call) this.#record(call, error.code);
      const protocol = protocolOf(posted);
      const answer = refusalOf(protocol, error);
      return { kind: 'answer', answer, latencyMs: latencyOf(faults) };
    }
  }

  #drop(call: Call, outcome: string): Departure {
    this.#record(call, outcome);
    return { kind: 'drop' };
  }

  #perform(call: Call, faults: CallFaults): unknown {
    const operation = operations[call.service]?.[call.operation];
    if (!operation) {
      throw new AwsError(
        'UnknownOperationException',
        `${call.operation} is not emulated.`,
      );
    }
    if (call.service === 'sso-admin') {
      this.#throttle.take();
      refuseDelegated(this.world, call.operation, call.input);
    }
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

function latencyOf(faults: CallFaults | undefined): number {
  const slow = faults?.take('latency');
  return slow ? slow.latencyMs ?? 1000 : 0;
}
