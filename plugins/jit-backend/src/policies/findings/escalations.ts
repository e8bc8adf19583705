import { mayBe } from '../patterns/conditions';
import { Escalation, ESCALATIONS, Step } from '../paths/escalations';
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

/** A role that may only be passed to another service closes this way. */
function canPass({ statement }: Grant, { passedTo }: Step): boolean {
  if (!passedTo) return true;
  // Also in one Region, and in other partitions
  const wherever = passedTo.replace(/amazonaws\.com$/, '*amazonaws.com*');
  return mayBe(statement, 'iam:PassedToService', wherever);
}
