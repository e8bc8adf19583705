import { LoggerService } from '@backstage/backend-plugin-api';
import { awsRefusals } from '../../domain/selfChecks';
import { Home } from '../../identityCenter/IdentityCenter';
import { DatabaseFindings } from '../../store/DatabaseFindings';
import { Chore } from './Chore';

/**
 * Tells who can do something about it what the engine met: changes that AWS
 * refuses, quotas that are used up, access that somebody took away.
 */
export class ReportTrouble implements Chore {
  readonly name = 'report-trouble';
  readonly everyMs = 30_000;

  constructor(
    private readonly options: {
      findings: DatabaseFindings;
      home: () => Promise<Home>;
      logger: LoggerService;
    },
  ) {}

  async run(): Promise<void> {
    const { findings, logger } = this.options;
    const home = await this.options.home();
    await findings.reportRemovals(home);
    const found = awsRefusals(await findings.refusals(home));
    const kinds = ['aws-refuses', 'quota'] as const;
    const fresh = await findings.areAll(home, [...kinds], found);
    if (fresh > 0)
      found.forEach(({ what, fix }) => logger.error(what, { fix }));
  }
}
