import { LoggerService } from '@backstage/backend-plugin-api';
import { Home } from '../../identityCenter/IdentityCenter';
import { Survey } from '../../identityCenter/Survey';
import { DatabaseReadings } from '../../store/DatabaseReadings';
import { DatabaseFindings } from '../../store/DatabaseFindings';
import { CheckManagementAccount } from './CheckManagementAccount';
import { CheckRights } from './CheckRights';
import { Chore } from './Chore';
import { CompareAssignments } from './CompareAssignments';
import { MeasureSessions, SessionTimes } from './MeasureSessions';
import { ReportTrouble } from './ReportTrouble';

/** What watches over AWS and our record, on the leading engine. */
export function createChores(options: {
  findings: DatabaseFindings;
  survey: Survey;
  home: () => Promise<Home>;
  /** Names of the sets that the portal alone should give. */
  offered: string[];
  readings: DatabaseReadings;
  times: SessionTimes;
  logger: LoggerService;
}): Chore[] {
  return [
    new MeasureSessions(options.readings, options.times),
    new ReportTrouble(options),
    new CheckManagementAccount(options),
    new CheckRights(options),
    new CompareAssignments(options),
  ];
}
