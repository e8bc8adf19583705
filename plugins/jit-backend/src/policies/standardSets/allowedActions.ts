import { Facts } from '../data/ServiceFacts';
import { allowsEverything, patternFor } from '../findings/Grants';
import { serviceOf } from '../patterns/actions';
import { Policy, Statement } from '../reading/Policy';
import { Breather } from './Breather';

/** An action, and every statement that allows it. */
export interface AllowedAction {
  name: string;
  grants: Statement[];
}

/** The services whose actions are needed; undefined for all there are. */
export function servicesToRead(policies: Policy[]): Set<string> | undefined {
  const allows = allowsOf(policies);
  if (allows.some(allowsEverything)) return undefined;
  const services = allows.flatMap(({ actions }) =>
    actions.listed.map(({ text }) => serviceOf(text) ?? ''),
  );
  return new Set(services);
}

export function allowsOf(policies: Policy[]): Statement[] {
  return policies
    .flatMap(({ statements }) => statements)
    .filter(({ effect }) => effect === 'Allow');
}

/**
 * Every action that some statement allows. Denies are left aside: for what is
 * asked that overstates it, which is the safe side.
 */
export async function allowedBy(
  policies: Policy[],
  facts: Facts,
  breather: Breather,
): Promise<AllowedAction[]> {
  const allows = allowsOf(policies);
  const services = servicesToRead(policies) ?? facts.services;
  const names = [...services].flatMap(service =>
    [...(facts.service(service)?.actions.values() ?? [])].map(
      ({ name }) => name,
    ),
  );
  return breather.flatMap(names, name => {
    const grants = allows.filter(statement => patternFor(statement, name));
    return grants.length > 0 ? [{ name, grants }] : [];
  });
}
