import { patternFor } from '../findings/Grants';
import { resourceContains } from '../patterns/resources';
import { Condition, Policy, Statement } from '../reading/Policy';
import { allowsOf } from './allowedActions';

/** The set does not allow it, not there, not so, or could deny it. */
export type Why = 'action' | 'resource' | 'condition' | 'denied';

/** Undefined when a set surely allows an action wherever it is asked for. */
export function whyNotCovered(
  action: string,
  asked: Statement[],
  set: Policy[],
): Why | undefined {
  if (mayBeDenied(action, set)) return 'denied';
  const given = allowsOf(set).filter(one => patternFor(one, action));
  if (given.length === 0) return 'action';
  const reasons = asked.map(one => whyNotSo(one, given));
  return reasons.find(reason => reason !== undefined);
}

/** Any deny that speaks of the action, whatever its resources and conditions. */
function mayBeDenied(action: string, set: Policy[]): boolean {
  return set
    .flatMap(({ statements }) => statements)
    .some(one => one.effect === 'Deny' && patternFor(one, action));
}

function whyNotSo(asked: Statement, given: Statement[]): Why | undefined {
  const there = given.filter(one => reachesAll(one, asked));
  if (there.length === 0) return 'resource';
  return there.some(one => asksNoMore(one, asked)) ? undefined : 'condition';
}

function reachesAll({ resources }: Statement, asked: Statement): boolean {
  if (resources.inverted) return false;
  // Everything but a few is compared as everything
  const wanted = asked.resources.inverted
    ? ['*']
    : asked.resources.listed.map(({ text }) => text);
  return wanted.every(inner =>
    resources.listed.some(outer => resourceContains(outer.text, inner)),
  );
}

/** None of its conditions is one that is not asked for in the same words. */
function asksNoMore({ conditions }: Statement, asked: Statement): boolean {
  return conditions.every(one =>
    asked.conditions.some(other => isSame(one, other)),
  );
}

function isSame(one: Condition, other: Condition): boolean {
  return (
    one.operator === other.operator &&
    one.key.toLowerCase() === other.key.toLowerCase() &&
    one.values.length === other.values.length &&
    one.values.every(value => other.values.includes(value))
  );
}
