import { Facts } from '../data/ServiceFacts';
import { isEverything, serviceOf } from '../patterns/actions';
import { globMatches } from '../patterns/globs';
import { operatorOf } from '../reading/conditionOperators';
import { Condition, Statement, Written } from '../reading/Policy';
import { actionsTaken } from './actionsTaken';
import { Found, SourcedPolicy } from './Finding';
import { Grants } from './Grants';

/** AWS's own are shorter. */
const LONGEST_KEY = 64;

/** It is whatever somebody wrote: neither our words nor longer than ours. */
const quoted = (key: string) =>
  key.length > LONGEST_KEY ? `“${key.slice(0, LONGEST_KEY)}…”` : `“${key}”`;

/*
 * What was probably meant otherwise: AWS takes it and it does something else,
 * or nothing. In a Deny that is worse than in an Allow.
 */

type Where = Pick<Found, 'source' | 'place'>;

export function findMistakes(
  policies: SourcedPolicy[],
  grants: Grants,
): Found[] {
  return policies.flatMap(({ source, policy }) =>
    policy.statements.flatMap(statement => [
      ...distinct(statement.actions.listed).flatMap(action =>
        inAction(action, statement, grants).map(one => ({ source, ...one })),
      ),
      ...statement.conditions.flatMap(condition => {
        const where = { source, place: condition.place };
        return [
          ...inKey(condition, statement, grants.facts, where),
          ...inOperator(condition, statement, where),
        ];
      }),
    ]),
  );
}

/** One pattern may be written a hundred times. */
function distinct(listed: Written[]): Written[] {
  return [...new Map(listed.map(one => [one.text, one] as const)).values()];
}

function inAction(
  { text, place }: Written,
  statement: Statement,
  grants: Grants,
): Omit<Found, 'source'>[] {
  const { facts } = grants;
  const service = serviceOf(text);
  if (isEverything(text) || !service) return [];
  const common = { severity: 'MEDIUM' as const, place, actions: [text] };
  if (!facts.knows(service)) return [{ code: 'unknown-service', ...common }];
  const taken = actionsTaken(text, facts);
  if (taken.length === 0) return [{ code: 'unknown-action', ...common }];
  const fits = taken.some(({ name }) => grants.reach(statement, name));
  if (fits) return [];
  return [{ ...common, code: 'resource-mismatch', severity: 'LOW' }];
}

function inKey(
  { key }: Condition,
  statement: Statement,
  facts: Facts,
  where: Where,
): Found[] {
  const wanted = key.toLowerCase();
  const services = [
    ...new Set([
      serviceOf(key),
      ...statement.actions.listed.map(one => serviceOf(one.text)),
    ]),
  ];
  const known = [
    ...facts.globalConditionKeys,
    ...services.flatMap(one => facts.service(one ?? '')?.conditionKeys ?? []),
  ];
  if (known.some(one => globMatches(one, wanted))) return [];
  const text = `${quoted(key)} is a condition key that AWS does not have`;
  return [
    { code: 'unknown-condition-key', severity: 'MEDIUM', ...where, text },
  ];
}

/** Conditions that hold when the key is not there at all. */
function inOperator(
  { operator, key }: Condition,
  { effect }: Statement,
  where: Where,
): Found[] {
  const known = operatorOf(operator);
  if (effect !== 'Allow' || !known) return [];
  if (known.over === 'ForAllValues') {
    const text = `${operator} holds when ${quoted(key)} is not there`;
    return [{ code: 'weak-condition', severity: 'MEDIUM', ...where, text }];
  }
  if (known.ifExists) {
    const text = `${operator} holds when ${quoted(key)} is not there`;
    return [{ code: 'weak-condition', severity: 'INFO', ...where, text }];
  }
  return [];
}
