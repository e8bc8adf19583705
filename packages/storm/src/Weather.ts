import { Chance } from './chance';

/** What happens to a call on its way. */
export type Fault = { name: string } & (
  | { do: 'drop' }
  | { do: 'drop-after' }
  | { do: 'delay'; milliseconds: number }
  | { do: 'refuse'; status: number; code: string; message: string }
);

const refuse = (name: string, status: number, code: string, message: string) =>
  ({ name, do: 'refuse', status, code, message } as const);

/** What may happen on the way, by weight. */
const FAULTS: readonly [number, Fault][] = [
  [
    4,
    refuse(
      'throttle',
      400,
      'ThrottlingException',
      'There are too many requests processing. Please try again later.',
    ),
  ],
  [
    3,
    refuse(
      'error',
      500,
      'InternalServerException',
      'An unexpected internal service exception was encountered',
    ),
  ],
  [2, refuse('unavailable', 503, 'ServiceUnavailable', 'Service unavailable')],
  [
    1,
    refuse(
      'access-denied',
      400,
      'AccessDeniedException',
      'User is not authorized to perform this action',
    ),
  ],
  [
    2,
    refuse(
      'conflict',
      400,
      'ConflictException',
      'There is a conflicting operation in process.',
    ),
  ],
  [3, { name: 'drop', do: 'drop' }],
  [4, { name: 'drop-after', do: 'drop-after' }],
  [2, { name: 'latency', do: 'delay', milliseconds: 1_500 }],
  [1, { name: 'long latency', do: 'delay', milliseconds: 7_000 }],
];

/** What only the emulator can do: it happens inside AWS. */
const INSIDE_AWS = ['late', 'fail-async', 'lag', 'status-lag'];

function drawn(chance: Chance): Fault {
  const all = FAULTS.reduce((sum, [weight]) => sum + weight, 0);
  let left = chance.between(0, all);
  for (const [weight, fault] of FAULTS) {
    left -= weight;
    if (left < 0) return fault;
  }
  return FAULTS[0][1];
}

/** How likely a call is struck on its way, and inside AWS, in a foul spell. */
const ON_THE_WAY = 0.05;
const INSIDE = 0.04;

/** Faults come in spells: foul for a while, fair for a while. */
export class Weather {
  foul = false;
  struck = 0;

  constructor(
    private readonly chance: Chance,
    private readonly emulator: string,
  ) {}

  async turnFoul(): Promise<void> {
    this.foul = true;
    await fetch(`${this.emulator}/_emulator/chaos`, {
      method: 'POST',
      body: JSON.stringify({
        seed: Math.floor(this.chance.next() * 2 ** 31),
        probability: INSIDE,
        kinds: INSIDE_AWS,
        landsAfterMs: 20_000,
        lagMs: 10_000,
      }),
    });
  }

  async turnFair(): Promise<void> {
    this.foul = false;
    await fetch(`${this.emulator}/_emulator/chaos`, { method: 'DELETE' });
  }

  /** What happens to this call on its way, if anything does. */
  strike(): Fault | undefined {
    if (!this.foul || !this.chance.happens(ON_THE_WAY)) return undefined;
    this.struck += 1;
    return drawn(this.chance);
  }
}
