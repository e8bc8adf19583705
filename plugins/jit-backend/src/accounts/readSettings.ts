import {
  ANNOTATION_APPROVAL_WINDOW,
  ANNOTATION_CUSTOM,
  ANNOTATION_ENVIRONMENT,
  ANNOTATION_MAX_DURATION,
  ANNOTATION_PERMISSION_SETS,
  ANNOTATION_REQUESTERS,
  ANNOTATION_TIME_ZONE,
  isoOf,
  minutesOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { IANAZone } from 'luxon';
import { MIN_APPROVAL_WINDOW_MINUTES } from '../config/crossChecks';
import { normalisePersonOrGroup } from '../config/fields';
import { JitConfig } from '../config/JitConfig';
import { AccountProblem, AccountSettings } from './Accounts';
import { label } from './label';

/*
 * What the annotations of an account say. A wrong value never breaks a page:
 * it fails towards less access (H18) and is told as a problem.
 */

type Annotations = Record<string, string>;
type Tell = (problem: AccountProblem) => void;

/** The parts of a comma-separated annotation; blanks are dropped. */
export function listIn(value: string): string[] {
  const parts = value.split(',').map(part => part.trim());
  return [...new Set(parts.filter(Boolean))];
}

/** One wrong reference, or none at all: nobody may ask. */
function requestersIn(annotations: Annotations, tell: Tell) {
  const value = annotations[ANNOTATION_REQUESTERS];
  if (value === undefined) return undefined;
  const refs = listIn(value).map(normalisePersonOrGroup);
  if (refs.length > 0 && refs.every(ref => ref !== undefined)) return refs;
  tell({
    code: 'wrong-requesters',
    annotation: ANNOTATION_REQUESTERS,
    message: `“${value}” is not a list of user and group references, so nobody may ask`,
  });
  return [];
}

/** Only what configuration offers; an unknown name gives nothing. */
function permissionSetsIn(
  annotations: Annotations,
  offered: string[],
  tell: Tell,
): string[] {
  const value = annotations[ANNOTATION_PERMISSION_SETS];
  if (value === undefined) return offered;
  const names = listIn(value);
  const unknown = names.filter(name => !offered.includes(name));
  if (names.length === 0 || unknown.length > 0) {
    tell({
      code: 'wrong-permission-sets',
      annotation: ANNOTATION_PERMISSION_SETS,
      message:
        names.length === 0
          ? 'No permission set is named, so none is offered'
          : `Not offered by jit.permissionSets.offered: ${unknown.join(', ')}`,
    });
  }
  return offered.filter(name => names.includes(name));
}

function customIn(annotations: Annotations, config: JitConfig, tell: Tell) {
  const value = annotations[ANNOTATION_CUSTOM]?.trim();
  if (value === undefined) return config.permissionSets.custom === 'allowed';
  if (value !== 'allowed' && value !== 'forbidden') {
    tell({
      code: 'wrong-custom',
      annotation: ANNOTATION_CUSTOM,
      message: `“${value}” is neither allowed nor forbidden, so they are forbidden`,
    });
  }
  return value === 'allowed';
}

/** A duration tightens what configuration says; a wrong one gives the least. */
function minutesIn(
  annotations: Annotations,
  annotation: string,
  bounds: { least: number; most: number },
  tell: Tell,
): number {
  const value = annotations[annotation];
  if (value === undefined) return bounds.most;
  const minutes = minutesOf(value.trim());
  if (minutes !== undefined && minutes >= bounds.least) {
    return Math.min(minutes, bounds.most);
  }
  tell({
    code: 'wrong-duration',
    annotation,
    message: `“${value}” is not an ISO 8601 duration of ${isoOf(
      bounds.least,
    )} or more, so ${isoOf(bounds.least)} holds`,
  });
  return bounds.least;
}

function zoneIn(annotations: Annotations, config: JitConfig, tell: Tell) {
  const value = annotations[ANNOTATION_TIME_ZONE]?.trim();
  if (value === undefined) return config.workingHours.zone;
  if (IANAZone.isValidZone(value)) return value;
  tell({
    code: 'wrong-time-zone',
    annotation: ANNOTATION_TIME_ZONE,
    message: `“${value}” is not an IANA time zone, so ${config.workingHours.zone} holds`,
  });
  return config.workingHours.zone;
}

/** Reads what an account's annotations say, under what configuration allows. */
export function readSettings(
  annotations: Annotations,
  config: JitConfig,
): { settings: AccountSettings; problems: AccountProblem[] } {
  const problems: AccountProblem[] = [];
  const tell: Tell = problem => problems.push(problem);
  const { duration } = config;
  const longest = minutesIn(
    annotations,
    ANNOTATION_MAX_DURATION,
    { least: duration.minMinutes, most: duration.maxMinutes },
    tell,
  );
  const window = {
    least: MIN_APPROVAL_WINDOW_MINUTES,
    most: config.approvalWindowMinutes,
  };
  const settings: AccountSettings = {
    requesters: requestersIn(annotations, tell),
    permissionSets: permissionSetsIn(
      annotations,
      config.permissionSets.offered,
      tell,
    ),
    customAllowed: customIn(annotations, config, tell),
    // Off the step it could not be asked for: down to the last that can
    maxMinutes: longest - (longest % duration.stepMinutes),
    windowMinutes: minutesIn(
      annotations,
      ANNOTATION_APPROVAL_WINDOW,
      window,
      tell,
    ),
    timeZone: zoneIn(annotations, config, tell),
    environment: label(annotations[ANNOTATION_ENVIRONMENT]) || undefined,
  };
  return { settings, problems };
}
