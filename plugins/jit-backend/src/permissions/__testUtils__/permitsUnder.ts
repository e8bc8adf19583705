import { mockServices } from '@backstage/backend-test-utils';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { DefaultPermits } from '../DefaultPermits';
import {
  assignmentRow,
  projectedAccountRow,
  requestRow,
  sessionRow,
} from './rows';

export const PRODUCTION = '111122223333';
export const STAGING = '444455556666';

/** Ana asked on both accounts, Bo on staging; Olga owns production. */
export async function fill(db: Knex) {
  await db('assignments').insert(assignmentRow());
  const rows = [
    { number: 1, account_id: PRODUCTION, person: 'user:default/ana' },
    { number: 2, account_id: STAGING, person: 'user:default/ana' },
    { number: 3, account_id: STAGING, person: 'user:default/bo' },
  ];
  for (const { person, ...row } of rows) {
    await db('requests').insert(requestRow({ ...row, requester_ref: person }));
    await db('sessions').insert(sessionRow({ ...row, user_ref: person }));
  }
  await db('accounts').insert([
    projectedAccountRow({ entity_ref: 'resource:p', account_id: PRODUCTION }),
    projectedAccountRow({ entity_ref: 'resource:s', account_id: STAGING }),
  ]);
  const olga = 'user:default/olga';
  await db('account_people').insert([
    { account_id: PRODUCTION, user_ref: olga, via: olga },
  ]);
  await db('role_people').insert(
    [
      ['admin', 'adi'],
      ['sso-admin', 'sam'],
      ['auditor', 'uma'],
    ].map(([role, name]) => ({
      role,
      user_ref: `user:default/${name}`,
      display_name: name,
    })),
  );
}

/** Permits under a policy that answers as told. */
export function permitsUnder(
  db: Knex,
  policy: () => Promise<PolicyDecision> | PolicyDecision,
) {
  const registered: any[] = [];
  const permissionsRegistry = mockServices.permissionsRegistry.mock({
    addResourceType: type => void registered.push(type),
    getPermissionRuleset: (ref: any) => ({
      getRuleByName: (name: string) => {
        const type = registered.find(t => t.resourceRef === ref);
        const rule = type.rules.find((r: any) => r.name === name);
        if (!rule) throw new Error(`no rule ${name}`);
        return rule;
      },
    }),
  });
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async queries =>
      Promise.all(queries.map(async () => policy())),
  });
  const permits = new DefaultPermits({
    db,
    permissions,
    permissionsRegistry,
    auth: mockServices.auth(),
    logger: mockServices.logger.mock(),
  });
  return { permits, permissions, permissionsRegistry, registered };
}
