import {
  DenyPort,
  ScpPolicy,
  SetPolicy,
} from '../../src/identityCenter/DenyPort';
import { OperationState } from '../../src/identityCenter/IdentityCenter';
import { World } from './world/World';

/** How one process calls AWS: over a wire that takes its time, and fails. */
export interface Wire {
  read<T>(about: string, answer: () => T, counted: boolean): Promise<T>;
  /** Does it, unless it fails on its way; its answer may be lost. */
  change<T>(
    about: string,
    withinMs: number,
    deed: () => T,
    counted: boolean,
  ): Promise<T>;
}

/** How long credentials of every set last. */
export const CREDENTIALS_MINUTES = 60;

const FAILED = 'An unexpected internal service exception was encountered';

/** The denies' part of the port, on the world. */
export class SimDenies implements DenyPort {
  constructor(private readonly world: World, private readonly wire: Wire) {}

  async readSetPolicy(setArn: string): Promise<SetPolicy | undefined> {
    const { denies } = this.world;
    return this.wire.read(
      setArn,
      () => ({
        inlinePolicy: denies.inlineOf(setArn),
        sessionMinutes: CREDENTIALS_MINUTES,
        managed: !denies.unmanaged.has(setArn),
        provisioned: denies.provisioned(setArn),
      }),
      true,
    );
  }

  async putSetPolicy(
    setArn: string,
    text: string,
    { withinMs }: { withinMs: number },
  ): Promise<void> {
    const put = () => this.world.denies.put(setArn, text);
    return this.wire.change(setArn, withinMs, put, true);
  }

  async provision(
    setArn: string,
    accountId: string,
    { withinMs }: { withinMs: number },
  ): Promise<string> {
    const { world } = this;
    return this.wire.change(
      setArn,
      withinMs,
      () =>
        world.denies.provision(setArn, accountId, {
          takesMs: world.takes(),
          fails: world.hits('fails-internally', setArn) ? FAILED : undefined,
        }),
      true,
    );
  }

  async pollProvisioning(requestId: string): Promise<OperationState> {
    const { denies } = this.world;
    return this.wire.read('*', () => denies.provisioning(requestId), true);
  }

  async readScp(): Promise<ScpPolicy> {
    const { denies } = this.world;
    return this.wire.read('scp', () => ({ content: denies.scp }), false);
  }

  async updateScp(
    content: string,
    { withinMs }: { withinMs: number },
  ): Promise<void> {
    const update = () => {
      this.world.denies.scp = content;
    };
    return this.wire.change('scp', withinMs, update, false);
  }

  async beyondScp(accountIds: readonly string[]): Promise<Set<string>> {
    const { beyondScp } = this.world;
    return this.wire.read(
      'scp',
      () => new Set(accountIds.filter(id => beyondScp.has(id))),
      false,
    );
  }
}
