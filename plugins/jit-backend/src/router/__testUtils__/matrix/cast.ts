import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { account, group, user } from '../../../accounts/__testUtils__/entities';

/*
 * Everybody who may knock, in the words of docs/authorisation-matrix.md, and
 * the catalog that makes them what they are.
 */

export const PRODUCTION = '111111111111';
export const ELSEWHERE = '222222222222';

/** The columns of the table, and the person who stands for each. */
export const PEOPLE = {
  Requester: 'dana',
  'Other developer': 'devon',
  'Direct owner': 'olivia',
  'Nested owner': 'omar',
  'Former owner': 'fred',
  'SSO Admin': 'sam',
  Admin: 'ada',
  Auditor: 'audrey',
} as const;

export type Person = keyof typeof PEOPLE;

/** Those who are nobody: a service, no token, a token that has expired. */
export const OTHERS = {
  Service: mockCredentials.service.header(),
  'No token': undefined,
  'Expired token': mockCredentials.user.invalidHeader(),
};

export type Kind = Person | keyof typeof OTHERS;

export const kinds = [...Object.keys(PEOPLE), ...Object.keys(OTHERS)] as Kind[];

export function isPerson(kind: Kind): kind is Person {
  return kind in PEOPLE;
}

export const refOf = (name: string) => `user:default/${name}`;

/** The header that somebody knocks with, as themselves or through a plugin. */
export function headerOf(kind: Kind, actor?: string): string | undefined {
  if (!isPerson(kind)) return OTHERS[kind];
  const ref = refOf(PEOPLE[kind]);
  const options =
    actor === undefined ? undefined : { actor: { subject: actor } };
  return `Bearer ${mockCredentials.user.token(ref, options)}`;
}

export const roles = {
  admins: ['group:default/platform-admins'],
  ssoAdmins: ['group:default/cloud-security'],
  auditors: ['group:default/internal-audit'],
};

/** Fred left the owners a moment ago: lists still know him, the catalog does not. */
export function catalog({ withFred }: { withFred: boolean }): Entity[] {
  return [
    account('payments-production', PRODUCTION, {
      title: 'Payments Production',
      annotations: {
        'jit-portal.io/owners': 'user:olivia, group:payments-owners',
      },
    }),
    account('elsewhere', ELSEWHERE, {
      title: 'Elsewhere',
      owner: 'user:default/eve',
    }),
    group('payments-owners', { members: withFred ? ['fred'] : [] }),
    group('payments-leads', { parent: 'payments-owners' }),
    group('payments-deputies', { parent: 'payments-leads' }),
    group('platform-admins'),
    group('cloud-security'),
    group('internal-audit'),
    user('dana'),
    user('devon'),
    user('noor'),
    user('eve'),
    user('olivia'),
    user('omar', { memberOf: ['payments-deputies'] }),
    user('fred'),
    user('sam', { memberOf: ['cloud-security'] }),
    user('ada', { memberOf: ['platform-admins'] }),
    user('audrey', { memberOf: ['internal-audit'] }),
  ];
}

export const everybody = [...Object.values(PEOPLE), 'noor', 'eve'];
