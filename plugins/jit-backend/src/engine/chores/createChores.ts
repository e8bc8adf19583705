import { LoggerService } from '@backstage/backend-plugin-api';
import { Home } from '../../identityCenter/IdentityCenter';
import { Survey } from '../../identityCenter/Survey';
import { DatabaseFindings } from '../../store/DatabaseFindings';
import { CheckManagementAccount } from './CheckManagementAccount';
import { CheckRights } from './CheckRights';
import { Chore } from './Chore';
import { CompareAssignments } from './CompareAssignments';
import { ReportTrouble } from './ReportTrouble';

/** What watches over AWS and our record, on the leading engine. */
export function createChores(options: {
  findings: DatabaseFindings;
  survey: Survey;
  home: () => Promise<Home>;
  /** Names of the sets that the portal alone should give. */
  offered: string[];
  logger: LoggerService;
}): Chore[] {
  return [
    new ReportTrouble(options),
    new CheckManagementAccount(options),
    new CheckRights(options),
    new CompareAssignments(options),
  ];
}
