import { ConfigReader } from '@backstage/config';
import {
  demoSeed,
  Emulator,
  EmulatorClock,
  EmulatorOptions,
  startEmulator,
} from '@jit-portal/identity-center-emulator';
import { JitConfig } from '../../config/JitConfig';
import { ManualClock } from '../../store/clock';
import { AwsIdentityCenter } from '../AwsIdentityCenter';

/** One clock for us and for the emulator: it moves only when told to. */
export class SharedClock extends ManualClock {
  readonly emulated = new EmulatorClock();

  constructor() {
    super();
    this.emulated.freeze(true);
    this.emulated.set(this.read());
  }

  advance(milliseconds: number): void {
    super.advance(milliseconds);
    this.emulated.set(this.read());
  }

  set(time: Date | string): void {
    super.set(time);
    this.emulated.set(this.read());
  }
}

export const DANA = demoSeed.users[0];
export const READ_ONLY = demoSeed.permissionSets.find(
  set => set.name === 'ReadOnlyAccess',
)!;

export function awsConfig(
  endpoint: string | undefined,
  over: Partial<JitConfig['aws']> = {},
): JitConfig {
  return {
    credentials: { allowLongSessions: false },
    identities: { trustedLocations: [], attribute: 'emails.value' },
    aws: {
      region: demoSeed.region,
      instanceArn: demoSeed.instanceArn,
      mode: 'manage',
      endpoint,
      callsPerSecond: 15,
      outstanding: 8,
      activateWithinMinutes: 30,
      acknowledgeSqlite: true,
      ...over,
    },
  } as unknown as JitConfig;
}

function credentialsFor(policyId?: string): JitConfig['credentials'] {
  return {
    allowLongSessions: false,
    scp: policyId ? { policyId, maxSize: 5_120 } : undefined,
  };
}

/** The port over the wire, against an emulator with its own world. */
export async function emulated(
  clock: SharedClock,
  options: Partial<EmulatorOptions> = {},
  own: { scp?: string } = {},
): Promise<{ emulator: Emulator; identityCenter: AwsIdentityCenter }> {
  const emulator = await startEmulator({
    port: 0,
    clock: clock.emulated,
    seed: structuredClone(demoSeed),
    ...options,
  });
  const identityCenter = await AwsIdentityCenter.fromConfig(
    { ...awsConfig(emulator.url), credentials: credentialsFor(own.scp) },
    new ConfigReader({}),
    {
      clock: () => clock.read().getTime(),
      // The clock moves only when told to: who waits for it must move it.
      pause: async milliseconds => clock.advance(milliseconds),
    },
  );
  return { emulator, identityCenter };
}
