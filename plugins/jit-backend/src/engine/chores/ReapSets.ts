import { LoggerService } from '@backstage/backend-plugin-api';
import { TAG_MANAGED, TAG_REQUEST } from '../../domain/customSetWork';
import { IdentityCenter } from '../../identityCenter/IdentityCenter';
import { EngineContext } from '../../store/engineContext';
import { reopenSet, unknownSets } from '../../store/reapSets';
import { Chore, ChoreTools } from './Chore';

/** So many sets are looked into in one run; the next one goes on. */
const AT_ONCE = 50;
const PATIENCE_MS = 30_000;

/**
 * Finds custom sets that a lost process left: what was made after its request
 * was over. Only a set with our tag and a record of its request is ours; what
 * has the tag alone is told and left.
 */
export class ReapSets implements Chore {
  readonly name = 'reap-sets';
  readonly everyMs = 60 * 60_000;
  /** Looked into before, and nothing of ours: sets do not change hands. */
  readonly #strangers = new Set<string>();

  constructor(
    private readonly context: EngineContext,
    private readonly parts: {
      identityCenter: IdentityCenter;
      logger: LoggerService;
    },
  ) {}

  async run({ token }: ChoreTools): Promise<void> {
    const { budget, customSets } = this.parts.identityCenter;
    await budget.findsRoom('background', PATIENCE_MS);
    const unknown = await unknownSets(this.context, await customSets.list());
    const unseen = unknown.filter(arn => !this.#strangers.has(arn));
    for (const arn of unseen.slice(0, AT_ONCE)) {
      if (!(await budget.findsRoom('background', PATIENCE_MS))) return;
      await this.#lookInto(arn, token);
    }
  }

  async #lookInto(arn: string, token: number): Promise<void> {
    const { identityCenter, logger } = this.parts;
    const seen = await identityCenter.customSets.read(arn);
    if (!seen) return;
    const requestId = seen.tags.get(TAG_REQUEST);
    if (requestId === undefined || seen.tags.get(TAG_MANAGED) !== 'true') {
      this.#strangers.add(arn);
      return;
    }
    const what = await reopenSet(this.context, token, { requestId, arn });
    if (what === 'reopened') {
      logger.warn(`${seen.name} was left in AWS and is deleted now`);
    } else if (what === 'unknown') {
      this.#strangers.add(arn);
      logger.error(
        `${seen.name} (${arn}) carries the tag of JIT Access, which has no record of it, and is left alone`,
      );
    }
  }
}
