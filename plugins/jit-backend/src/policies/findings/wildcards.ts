import { ActionFacts } from '../data/ServiceFacts';
import {
  actionMatches,
  isEverything,
  isWholeService,
  serviceOf,
} from '../patterns/actions';
import { hasWildcard } from '../patterns/globs';
import { Written } from '../reading/Policy';
import { Found } from './Finding';
import { allowsEverything, AllowStatement, Grants } from './Grants';

/** More than was thought of: by the pattern alone, whatever it takes. */
export function findWildcards(grants: Grants): Found[] {
  return grants.allows.flatMap(allow => [
    ...inverted(allow),
    ...everything(allow, grants),
    ...allow.statement.actions.listed.flatMap(pattern =>
      allow.statement.actions.inverted ? [] : inPattern(pattern, allow, grants),
    ),
  ]);
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
  pattern: Written,
  { source, statement }: AllowStatement,
  grants: Grants,
): Found[] {
  const { text, place } = pattern;
  if (isEverything(text)) return [];
  const taken = actionsTaken(text, grants);
  const found: Found[] = [];
  if (isWholeService(text)) {
    const wide = taken.some(
      ({ name }) => grants.reach(statement, name) === 'any',
    );
    const severity = wide ? 'HIGH' : 'MEDIUM';
    found.push({
      code: 'all-of-service',
      severity,
      source,
      place,
      actions: [text],
    });
  }
  if (hasWildcard(text) && taken.length > 1) {
    const severity = taken.some(({ writes }) => writes) ? 'MEDIUM' : 'LOW';
    found.push({
      code: 'action-wildcard',
      severity,
      source,
      place,
      actions: [text],
    });
  }
  const limited = taken.filter(
    ({ name, arns }) =>
      arns.length > 0 && grants.reach(statement, name) === 'any',
  );
  return [
    ...found,
    ...limited.map(action => everywhere(action, source, place)),
  ];
}

/** On every resource, though AWS could limit it to some. */
function everywhere(
  { name, writes }: ActionFacts,
  source: Found['source'],
  place: Found['place'],
): Found {
  return {
    code: writes ? 'writes-everywhere' : 'reads-everywhere',
    severity: writes ? 'MEDIUM' : 'LOW',
    source,
    place,
    actions: [name],
  };
}

/** What AWS has that a pattern takes and no plain deny takes away. */
export function actionsTaken(pattern: string, grants: Grants): ActionFacts[] {
  const service = grants.facts.service(serviceOf(pattern) ?? '');
  return [...(service?.actions.values() ?? [])].filter(
    ({ name }) => actionMatches(pattern, name) && !grants.isDenied(name),
  );
}
