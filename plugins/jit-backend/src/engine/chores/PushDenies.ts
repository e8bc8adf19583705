import { LoggerService } from '@backstage/backend-plugin-api';
import { IdentityCenter } from '../../identityCenter/IdentityCenter';
import { DenyReading, DenyStore } from '../../store/DenyStore';
import { Chore, ChoreTools } from './Chore';
import { DenyDocument, InlineDocument, ScpDocument } from './DenyDocument';
import { DenyTurn } from './DenyTurn';

/** Documents in hand at once: one that is slow does not hold up the others. */
const AT_ONCE = 4;

/** Makes AWS deny what is on record, and nothing else (H26-H29). */
export class PushDenies implements Chore {
  readonly name = 'push-denies';
  readonly everyMs = 250;

  constructor(
    private readonly parts: {
      store: DenyStore;
      identityCenter: IdentityCenter;
      logger: LoggerService;
      /** Characters that AWS allows in the SCP. */
      scpLimit: number;
    },
  ) {}

  async run(chore: ChoreTools): Promise<void> {
    const due = await this.parts.store.due();
    const next = async (): Promise<void> => {
      const id = due.shift();
      if (id === undefined) return;
      await this.#turn(id, chore);
      await next();
    };
    const turns = Array.from({ length: AT_ONCE }, next);
    const ended = await Promise.allSettled(turns);
    for (const one of ended) {
      if (one.status === 'rejected') throw one.reason;
    }
  }

  #turn(id: string, chore: ChoreTools): Promise<void> {
    const { store, identityCenter, logger } = this.parts;
    return new DenyTurn({ store, identityCenter, logger, chore }, id, reading =>
      this.#documentFor(reading, chore.token),
    ).run();
  }

  #documentFor({ policy, denies }: DenyReading, token: number): DenyDocument {
    const { store, identityCenter, scpLimit } = this.parts;
    const port = identityCenter.denies;
    return policy.kind === 'inline-deny'
      ? new InlineDocument(port, policy.target)
      : new ScpDocument(port, store, token, denies, scpLimit);
  }
}
