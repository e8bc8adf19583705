import { writeFileSync } from 'node:fs';
import { Knex } from 'knex';
import { accountId, HistorySize, HOME, SET_CONTENT } from './history';

const MANAGEMENT = '999999999999';

export const setArn = (index: number) =>
  `arn:aws:sso:::permissionSet/ssoins-0000000000000000/ps-${index
    .toString(16)
    .padStart(16, '0')}`;
export const setName = (index: number) => `Set-${index}`;
export const principalId = (person: number) =>
  `00000000-0000-4000-8000-${String(person).padStart(12, '0')}`;

function account(id: string, name: string) {
  return { id, name, email: `${id}@example.com`, state: 'ACTIVE' };
}

const upTo = (many: number) => Array.from({ length: many }, (_, i) => i);

/** The emulated AWS as it stands while the sessions of the history run. */
export async function writeAwsSeed(
  db: Knex,
  size: HistorySize,
  file: string,
): Promise<void> {
  const running = await db('assignments')
    .where('id', 'like', 'running-%')
    .select('account_id', 'permission_set_arn', 'principal_id');
  const users = upTo(size.users).map(index => ({
    id: principalId(index),
    userName: `person-${index}@example.com`,
    displayName: `Person ${index}`,
    email: `person-${index}@example.com`,
  }));
  const seed = {
    region: HOME.region,
    instanceArn: HOME.instanceArn,
    identityStoreId: HOME.identityStoreId,
    managementAccountId: MANAGEMENT,
    callerAccountId: HOME.callerAccount,
    accounts: [
      account(MANAGEMENT, 'Management'),
      account(HOME.callerAccount, 'Security Tooling'),
      ...upTo(size.accounts).map(index =>
        account(accountId(index), `Account ${index}`),
      ),
    ],
    users,
    permissionSets: upTo(size.permissionSets).map(index => ({
      arn: setArn(index),
      name: setName(index),
      managedPolicies: SET_CONTENT.managedPolicyArns,
      sessionDuration: SET_CONTENT.sessionDuration,
      tags: { 'jit-eligible': 'true' },
    })),
    assignments: running.map(row => ({
      accountId: row.account_id,
      permissionSetArn: row.permission_set_arn,
      principalType: 'USER',
      principalId: row.principal_id,
    })),
  };
  writeFileSync(file, JSON.stringify(seed));
}
