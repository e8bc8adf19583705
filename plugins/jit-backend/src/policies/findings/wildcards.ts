import { ActionFacts } from '../data/ServiceFacts';
import { isEverything, isWholeService, serviceOf } from '../patterns/actions';
import { hasWildcard } from '../patterns/globs';
import { Written } from '../reading/Policy';
import { actionsTaken } from './actionsTaken';
import { Found } from './Finding';
import { allowsEverything, AllowStatement, Grants, patternFor } from './Grants';

/** More than was thought of: by the pattern alone, whatever it takes. */
export function findWildcards(grants: Grants): Found[] {
  return grants.allows.flatMap(allow => [
    ...inverted(allow),
    ...everything(allow, grants),
    ...(allow.statement.actions.inverted ? [] : inListed(allow, grants)),
  ]);
}

function inListed(allow: AllowStatement, grants: Grants): Found[] {
  const { listed } = allow.statement.actions;
  // One pattern may be written a hundred times
  const patterns = new Map(listed.map(one => [one.text, one] as const));
  return [
    ...[...patterns.values()].flatMap(one => inPattern(one, allow, grants)),
    ...everywhere(allow, grants),
  ];
}

function inverted({ source, statement }: AllowStatement): Found[] {
  const { actions, resources } = statement;
  const found: Found[] = [];
  if (actions.inverted) {
    const { place } = actions;
    found.push({ code: 'not-action', severity: 'HIGH', source, place });
  }
  if (resources.inverted) {
    const { place } = resources;
    found.push({ code: 'not-resource', severity: 'HIGH', source, place });
  }
  return found;
}

/** What takes every action has in it all that a wildcard can have. */
function everything(allow: AllowStatement, grants: Grants): Found[] {
  const { source, statement } = allow;
  if (!allowsEverything(statement)) return [];
  const all = statement.actions.listed.find(({ text }) => isEverything(text));
  const place = all?.place ?? statement.actions.place;
  const wide = grants.reach(statement, '*') === 'any';
  const severity = wide ? 'HIGH' : 'MEDIUM';
  const found: Found[] = [
    { code: 'all-of-service', severity, source, place },
    { code: 'action-wildcard', severity: 'MEDIUM', source, place },
    { code: 'writes-everywhere', severity: 'MEDIUM', source, place },
    { code: 'reads-everywhere', severity: 'LOW', source, place },
  ];
  // Narrow resources keep writing and reading to themselves
  const held = wide ? found : found.slice(0, 2);
  return statement.actions.inverted
    ? held
    : [{ code: 'all-actions', severity, source, place }, ...held];
}

function inPattern(
  { text, place }: Written,
  { source, statement }: AllowStatement,
  grants: Grants,
): Found[] {
  if (isEverything(text) || !hasWildcard(text)) return [];
  const taken = actionsLeft(text, grants);
  const common = { source, place, actions: [text] };
  const found: Found[] = [];
  if (isWholeService(text)) {
    const wide = taken.some(one => grants.reach(statement, one.name) === 'any');
    const severity = wide ? 'HIGH' : 'MEDIUM';
    found.push({ code: 'all-of-service', severity, ...common });
  }
  if (taken.length > 1) {
    const severity = taken.some(({ writes }) => writes) ? 'MEDIUM' : 'LOW';
    found.push({ code: 'action-wildcard', severity, ...common });
  }
  return found;
}

/** On every resource, though AWS could limit it to some; each action once. */
function everywhere(
  { source, statement }: AllowStatement,
  grants: Grants,
): Found[] {
  const { listed } = statement.actions;
  if (listed.some(({ text }) => isEverything(text))) return [];
  const services = new Set(listed.map(({ text }) => serviceOf(text) ?? ''));
  const actions = [...services].flatMap(one => actionsOf(one, grants));
  return actions.flatMap(({ name, writes, arns }): Found[] => {
    const pattern = patternFor(statement, name);
    if (!pattern || arns.length === 0 || grants.isDenied(name)) return [];
    if (grants.reach(statement, name) !== 'any') return [];
    const code = writes ? 'writes-everywhere' : 'reads-everywhere';
    const severity = writes ? 'MEDIUM' : 'LOW';
    const { place } = pattern;
    return [{ code, severity, source, place, actions: [name] }];
  });
}

function actionsOf(service: string, { facts }: Grants): ActionFacts[] {
  return [...(facts.service(service)?.actions.values() ?? [])];
}

/** What AWS has that a pattern takes and no plain deny takes away. */
function actionsLeft(pattern: string, grants: Grants): ActionFacts[] {
  return actionsTaken(pattern, grants.facts).filter(
    ({ name }) => !grants.isDenied(name),
  );
}
