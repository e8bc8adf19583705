import { mayBe, namedBy } from '../patterns/conditions';
import { globsOverlap } from '../patterns/globs';
import {
  ANY_OTHER_SERVICE,
  Escalation,
  ESCALATIONS,
  KNOWN_SERVICES,
  Step,
} from '../paths/escalations';
import { LIMITS } from '../paths/limits';
import { Found } from './Finding';
import { Grant, Grants, isOwn } from './Grants';

/** Ways from what is asked for to more, through all policies of the set together. */
export function findEscalations(grants: Grants): Found[] {
  return ESCALATIONS.flatMap(path => follow(path, grants));
}

function follow(path: Escalation, grants: Grants): Found[] {
  const steps = path.steps.map(step => grantsOf(step, grants));
  if (steps.some(({ length }) => length === 0)) return [];
  const [first, ...others] = steps;
  // One finding for each statement that opens the way, whoever walks the rest
  return first.map(grant => ({
    code: path.code,
    severity: isBounded(grant, path, grants) ? 'MEDIUM' : 'HIGH',
    source: grant.source,
    place: grant.pattern.place,
    actions: [grant.action, ...others.map(([one]) => one.action)],
  }));
}

function grantsOf(step: Step, grants: Grants): Grant[] {
  return grants
    .anyOf(step.anyOf)
    .filter(grant => !isOwn(grant) && canPass(grant, step));
}

/** On one role or one machine it ends there; on any it ends nowhere. */
function isBounded(
  { statement, reach }: Grant,
  { boundedBy = [] }: Escalation,
  grants: Grants,
): boolean {
  return reach !== 'any' || grants.isLimited(statement, boundedBy);
}

const PASSED_TO = 'iam:PassedToService';

/** In one Region, and in other partitions, too. */
const wherever = (service: string) =>
  service.replace(/amazonaws\.com$/, '*amazonaws.com*');

/** Any name: what a condition names may be none that is listed. */
const isKnown = (name: string) =>
  LIMITS[PASSED_TO.toLowerCase()](name, {}) &&
  [...KNOWN_SERVICES].some(one =>
    globsOverlap(name.toLowerCase(), wherever(one)),
  );

/** A role that may only be passed to another service closes this way. */
function canPass({ statement }: Grant, { passedTo }: Step): boolean {
  if (!passedTo) return true;
  if (passedTo !== ANY_OTHER_SERVICE) {
    return mayBe(statement, PASSED_TO, wherever(passedTo));
  }
  const named = namedBy(statement, PASSED_TO);
  if (!named) return true;
  return named.some(
    name => !isKnown(name) && mayBe(statement, PASSED_TO, name),
  );
}
