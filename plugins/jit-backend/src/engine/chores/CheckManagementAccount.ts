import { LoggerService } from '@backstage/backend-plugin-api';
import { inManagementAccount } from '../../domain/selfChecks';
import { Home } from '../../identityCenter/IdentityCenter';
import { Survey } from '../../identityCenter/Survey';
import { DatabaseFindings } from '../../store/DatabaseFindings';
import { Chore } from './Chore';

/**
 * Looks whether a set that is offered or in use was assigned in the management
 * account, where a delegated administrator cannot touch it any more (H9).
 */
export class CheckManagementAccount implements Chore {
  readonly name = 'check-management-account';
  readonly everyMs = 3 * 60_000;

  constructor(
    private readonly options: {
      findings: DatabaseFindings;
      survey: Survey;
      home: () => Promise<Home>;
      offered: string[];
      logger: LoggerService;
    },
  ) {}

  async run(): Promise<void> {
    const { findings, survey, offered, logger } = this.options;
    const home = await this.options.home();
    const accountId = await survey.foreignManagementAccount();
    const sets = [
      ...(await findings.setsNamed(offered)),
      ...(await findings.setsInUse(home)),
    ];
    const unique = [...new Map(sets.map(set => [set.arn, set])).values()];
    const found = accountId
      ? inManagementAccount(unique, await survey.setsIn(accountId), accountId)
      : [];
    const fresh = await findings.areAll(home, ['management-account'], found);
    if (fresh > 0)
      found.forEach(({ what, fix }) => logger.error(what, { fix }));
  }
}
