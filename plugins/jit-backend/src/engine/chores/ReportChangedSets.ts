import { LoggerService } from '@backstage/backend-plugin-api';
import { EngineStore } from '../../store/EngineStore';
import { Chore, ChoreTools } from './Chore';

/** Compares sets in use with what was reviewed (H16). */
export class ReportChangedSets implements Chore {
  readonly name = 'report-changed-sets';
  readonly everyMs = 60_000;

  constructor(
    private readonly store: EngineStore,
    private readonly logger: LoggerService,
  ) {}

  async run({ token }: ChoreTools): Promise<void> {
    for (const session of await this.store.reportChangedSets(token)) {
      this.logger.warn(
        `${session.permissionSet.name} changed while SES-${session.number} uses it`,
      );
    }
  }
}
