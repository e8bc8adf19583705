import { LoggerService } from '@backstage/backend-plugin-api';
import { missingRights, notEligible } from '../../domain/selfChecks';
import { Home } from '../../identityCenter/IdentityCenter';
import { Survey } from '../../identityCenter/Survey';
import { DatabaseFindings } from '../../store/DatabaseFindings';
import { Chore } from './Chore';

/**
 * Compares what live sessions and their ends need with what AWS allows (H8):
 * the reads, and the tags of the sets offered.
 */
export class CheckRights implements Chore {
  readonly name = 'check-rights';
  readonly everyMs = 60 * 60_000;

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
    const { findings, survey, offered } = this.options;
    const home = await this.options.home();
    const [live] = await findings.setsInUse(home);
    const sets = await findings.setsNamed(offered);
    const rights = await survey.probe({
      setArn: live?.arn ?? sets[0]?.arn,
      accountId: live?.accountId,
    });
    const found = missingRights(rights);
    const fresh = await findings.areAll(home, ['right-missing'], found);
    this.#say(fresh, found);
    const mayReadTags = rights.every(
      ({ action, allowed }) => allowed || action !== 'sso:ListTagsForResource',
    );
    if (mayReadTags) await this.#checkTags(home, sets);
  }

  async #checkTags(
    home: Home,
    sets: { arn: string; name: string }[],
  ): Promise<void> {
    const { findings, survey } = this.options;
    const tagged = [];
    for (const set of sets) {
      tagged.push({ ...set, tags: await survey.tagsOf(set.arn) });
    }
    const found = notEligible(tagged);
    const fresh = await findings.areAll(home, ['set-not-eligible'], found);
    this.#say(fresh, found);
  }

  #say(fresh: number, found: { what: string; fix: string }[]): void {
    if (fresh === 0) return;
    for (const { what, fix } of found) this.options.logger.error(what, { fix });
  }
}
