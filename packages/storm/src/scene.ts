import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import demo from '@jit-portal/identity-center-emulator/seeds/demo.json';
import { ROOT } from './places';
import { keyOf, Key } from './words';

export interface Account {
  id: string;
  /** Who may decide there beside SSO admins and admins. */
  owners: readonly string[];
}

const PAYMENTS = ['olivia', 'omar', 'petra'];

/** Accounts of the storm's own: one change at a time per account is the brake. */
const MORE = Array.from({ length: 12 }, (_, index) => ({
  id: String(600000000001 + index),
  name: `storm-${index + 1}`,
}));

export const ACCOUNTS: readonly Account[] = [
  { id: '111111111111', owners: PAYMENTS },
  { id: '222222222222', owners: PAYMENTS },
  { id: '333333333333', owners: ['theo'] },
  { id: '444444444444', owners: [] },
  ...MORE.map(({ id }) => ({ id, owners: PAYMENTS })),
];

export const SETS = [
  'ReadOnlyAccess',
  'PowerUserAccess',
  'BillingView',
  'DatabaseAdmin',
];

/** Who asks for access. */
export const REQUESTERS = [
  'dana',
  'theo',
  'olivia',
  'omar',
  'petra',
  'sam',
  'lena',
  'ada',
];

/** Who decides: SSO admins and the admin everywhere, owners on their own. */
export function reviewersOf(account: Account, requester: string): string[] {
  const all = new Set([...account.owners, 'sam', 'lena', 'ada', 'petra']);
  return [...all].filter(name => name !== requester);
}

const idOfUser = (name: string) =>
  demo.users.find(user => user.userName === `${name}@example.com`)!.id;
const arnOf = (set: string) =>
  demo.permissionSets.find(one => one.name === set)!.arn;

export function keyFor(name: string, accountId: string, set: string): Key {
  return keyOf(accountId, arnOf(set), idOfUser(name));
}

/** Access that others gave, before the portal and beside it; never ours to touch. */
const STANDING: readonly [string, string, string][] = [
  ['dana', '222222222222', 'BillingView'],
  ['theo', '600000000001', 'ReadOnlyAccess'],
  ['omar', '600000000002', 'PowerUserAccess'],
  ['noah', '111111111111', 'ReadOnlyAccess'],
  ['audrey', '600000000003', 'DatabaseAdmin'],
  ['ada', '444444444444', 'PowerUserAccess'],
];

export const STRANGERS: readonly Key[] = [
  ...STANDING.map(one => keyFor(...one)),
  keyOf('888888888888', arnOf('AdministratorAccess'), idOfUser('ada')),
];

function seed() {
  return {
    ...demo,
    accounts: [
      ...demo.accounts,
      ...MORE.map(({ id, name }) => ({ id, name, state: 'ACTIVE' })),
    ],
    assignments: [
      ...demo.assignments,
      ...STANDING.map(([name, accountId, set]) => ({
        accountId,
        permissionSetArn: arnOf(set),
        principalType: 'USER',
        principalId: idOfUser(name),
      })),
    ],
  };
}

function entities(): string {
  return MORE.map(({ id, name }) =>
    JSON.stringify({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: { name, annotations: { 'amazonaws.com/account-id': id } },
      spec: { type: 'aws-account', owner: 'group:default/payments-owners' },
    }),
  ).join('\n---\n');
}

function config(stateDir: string, postgres: { port: number }) {
  const file = (target: string, ...allow: string[]) => ({
    type: 'file',
    target,
    rules: [{ allow }],
  });
  return {
    backend: {
      database: {
        client: 'pg',
        connection: {
          host: '127.0.0.1',
          port: postgres.port,
          user: 'postgres',
          password: 'postgres',
          directory: null,
        },
      },
    },
    catalog: {
      locations: [
        file(join(ROOT, 'examples/org.yaml'), 'User', 'Group'),
        file(join(ROOT, 'examples/accounts.yaml'), 'Resource'),
        file(join(stateDir, 'accounts.yaml'), 'Resource'),
      ],
    },
    jit: {
      limits: {
        submissionsPerPersonPerHour: 10_000,
        pendingPerPerson: 10_000,
        manySessions: 10_000,
      },
    },
  };
}

/** Writes what emulator and replicas start from. */
export function writeScene(stateDir: string, postgres: { port: number }) {
  mkdirSync(join(stateDir, 'logs'), { recursive: true });
  const seedFile = join(stateDir, 'seed.json');
  const configFile = join(stateDir, 'app-config.storm.json');
  writeFileSync(seedFile, JSON.stringify(seed()));
  writeFileSync(join(stateDir, 'accounts.yaml'), entities());
  writeFileSync(configFile, JSON.stringify(config(stateDir, postgres)));
  return {
    seedFile,
    configs: [
      join(ROOT, 'app-config.yaml'),
      join(ROOT, 'app-config.demo.yaml'),
      configFile,
    ],
  };
}
