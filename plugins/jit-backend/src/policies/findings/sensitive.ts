import { serviceOf } from '../patterns/actions';
import {
  ACCESS_SERVICES,
  NEEDED_CONDITIONS,
  NOT_ACCESS_CHANGES,
  Sensitive,
  SENSITIVE,
} from '../paths/sensitive';
import { Found } from './Finding';
import { Grant, Grants, isOwn } from './Grants';

/** Actions on a list, wherever they reach. */
export function findSensitive(grants: Grants): Found[] {
  return SENSITIVE.flatMap(sensitive =>
    grants
      .anyOf(sensitive.actions)
      .filter(grant => matters(grant, sensitive, grants))
      .map(grant => foundOf(grant, sensitive)),
  );
}

function matters(
  { statement, reach }: Grant,
  { onlyAnywhere, unless = [] }: Sensitive,
  grants: Grants,
): boolean {
  if (onlyAnywhere && reach !== 'any') return false;
  return !grants.isLimited(statement, unless);
}

function foundOf(grant: Grant, { code }: Sensitive): Found {
  const wide = grant.reach === 'any';
  // Reading and copying one's own data is what many come for
  const grave = code === 'shares-outside' || code === 'disables-security';
  return {
    code,
    severity: wide && grave ? 'HIGH' : 'MEDIUM',
    ...whereOf(grant),
  };
}

export function whereOf({ source, pattern, action }: Grant) {
  return { source, place: pattern.place, actions: [action] };
}

/** Any change in the services that say who may do what. */
export function findAccessChanges(grants: Grants): Found[] {
  const named = ACCESS_SERVICES.flatMap(service =>
    writesOf(service, grants),
  ).flatMap(action => grants.of(action).filter(grant => !isOwn(grant)));
  return named.map(
    (grant): Found => ({
      code: 'changes-access',
      severity: grant.reach === 'any' ? 'HIGH' : 'MEDIUM',
      ...whereOf(grant),
    }),
  );
}

function writesOf(service: string, { facts }: Grants): string[] {
  const actions = facts.service(service)?.actions.values() ?? [];
  return [...actions]
    .filter(({ writes }) => writes)
    .map(({ name }) => name)
    .filter(name => !NOT_ACCESS_CHANGES.includes(name));
}

/** Actions that hand something on, without saying to whom. */
export function findMissingConditions(grants: Grants): Found[] {
  return NEEDED_CONDITIONS.flatMap(({ action, keys }) =>
    grants
      .of(action)
      .filter(({ statement }) => !grants.isLimited(statement, keys))
      .map(
        (grant): Found => ({
          code: 'missing-condition',
          severity: serviceOf(action) === 'iam' ? 'MEDIUM' : 'LOW',
          ...whereOf(grant),
          text: `Allows ${action} without a condition that limits ${keys[0]}`,
          narrower: `Add a condition that limits ${keys[0]}.`,
        }),
      ),
  );
}
