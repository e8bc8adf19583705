import { DenyRecord } from '../../domain/denies';
import { INLINE_LIMIT } from '../../domain/denyStatements';
import { SeenDocument } from '../../domain/pushSituation';
import { DenyPort } from '../../identityCenter/DenyPort';
import { Sending } from '../../identityCenter/IdentityCenter';
import { DenyStore } from '../../store/DenyStore';

/** Where denies are written: a permission set's inline policy, or the SCP. */
export interface DenyDocument {
  readonly limit: number;
  look(): Promise<{ seen: SeenDocument; sessionMinutes?: number }>;
  put(text: string, sending: Sending): Promise<void>;
}

const GONE = {
  code: 'set-not-found',
  message: 'The permission set no longer exists in Identity Center',
};

const NOT_MANAGED = {
  code: 'not-managed',
  message:
    'The permission set is not tagged jit-managed, so JIT Access may not change it',
};

/** Only sets that are tagged as the portal's to change are ever changed. */
export class InlineDocument implements DenyDocument {
  readonly limit = INLINE_LIMIT;

  constructor(
    private readonly port: DenyPort,
    private readonly setArn: string,
  ) {}

  async look() {
    const set = await this.port.readSetPolicy(this.setArn);
    if (!set) {
      const seen = { text: '', closed: GONE, provisioned: new Map() };
      return { seen };
    }
    const { inlinePolicy, managed, provisioned, sessionMinutes } = set;
    const closed = managed ? undefined : NOT_MANAGED;
    return {
      seen: { text: inlinePolicy, closed, provisioned },
      sessionMinutes,
    };
  }

  async put(text: string, sending: Sending): Promise<void> {
    return this.port.putSetPolicy(this.setArn, text, sending);
  }
}

/** The portal's own SCP (H29). */
export class ScpDocument implements DenyDocument {
  constructor(
    private readonly port: DenyPort,
    private readonly store: DenyStore,
    private readonly token: number,
    private readonly denies: readonly DenyRecord[],
    readonly limit: number,
  ) {}

  async look() {
    const { content } = await this.port.readScp();
    return { seen: { text: content, beyond: await this.#beyond() } };
  }

  async put(text: string, sending: Sending): Promise<void> {
    return this.port.updateScp(text, sending);
  }

  /** Asked afresh for each end that is to rely on it. */
  async #beyond(): Promise<Set<string>> {
    const fresh = this.denies.filter(
      one => one.state === 'wanted' && !one.pushedForm,
    );
    const ids = [...new Set(fresh.map(one => one.accountId))];
    if (ids.length === 0) return new Set();
    const beyond = await this.port.beyondScp(ids);
    await this.store.saveReach(this.token, ids, beyond);
    return beyond;
  }
}
