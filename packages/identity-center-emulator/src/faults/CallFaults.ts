import type { Fault } from './Faults';
import { FaultKind } from './kinds';

/**
 * The faults that could hit one call. Whoever lets a fault change the call
 * takes it; one that is only looked at, or passed over because the call was
 * refused before, is not used up.
 */
export class CallFaults {
  constructor(
    readonly candidates: readonly Fault[],
    readonly used: (fault: Fault) => void,
  ) {}

  look(...kinds: FaultKind[]): Fault | undefined {
    return this.candidates.find(one => kinds.includes(one.kind));
  }

  take(...kinds: FaultKind[]): Fault | undefined {
    const fault = this.look(...kinds);
    if (fault) this.used(fault);
    return fault;
  }
}
