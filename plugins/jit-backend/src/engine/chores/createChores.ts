import { LoggerService } from '@backstage/backend-plugin-api';
import { CallBudget } from '../../identityCenter/CallBudget';
import { Home } from '../../identityCenter/IdentityCenter';
import { SetReader } from '../../identityCenter/SetReader';
import { Survey } from '../../identityCenter/Survey';
import { DatabasePermissionSets } from '../../store/DatabasePermissionSets';
import { DatabaseReadings } from '../../store/DatabaseReadings';
import { DatabaseFindings } from '../../store/DatabaseFindings';
import { CheckManagementAccount } from './CheckManagementAccount';
import { CheckRights } from './CheckRights';
import { Chore } from './Chore';
import { CompareAssignments } from './CompareAssignments';
import { MeasureSessions, SessionTimes } from './MeasureSessions';
import { ReadPermissionSets } from './ReadPermissionSets';
import { ReportTrouble } from './ReportTrouble';

/** What watches over AWS and our record, on the leading engine. */
export function createChores(options: {
  findings: DatabaseFindings;
  sets: DatabasePermissionSets;
  reader: SetReader;
  budget: CallBudget;
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
    new ReadPermissionSets(options),
    new ReportTrouble(options),
    new CheckManagementAccount(options),
    new CheckRights(options),
    new CompareAssignments(options),
  ];
}
