import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import { CallBudget } from '../identityCenter/CallBudget';
import type { CustomSetPort } from '../identityCenter/CustomSetPort';
import { DenyPort } from '../identityCenter/DenyPort';
import {
  AssignmentTarget,
  Home,
  IdentityCenter,
  OpenOperation,
  OperationState,
  ResolvedUser,
  Sighting,
  StandardSet,
} from '../identityCenter/IdentityCenter';
import { demoAccounts } from './accounts';
import { everybody, principalIdOf } from './cast';

export const SET_NAMES = [
  'ReadOnlyAccess',
  'PowerUserAccess',
  'BillingView',
  'DatabaseAdmin',
  'AdministratorAccess',
];

export const FAKE_HOME: Home = {
  instanceArn: 'arn:aws:sso:::instance/ssoins-7223b0c1d2e3f4a5',
  identityStoreId: 'd-9967abcdef',
  region: 'eu-west-1',
  callerAccount: '888888888888',
};

export function setArnOf(name: string): string {
  return `arn:aws:sso:::permissionSet/ssoins-7223b0c1d2e3f4a5/ps-${name}`;
}

function targetKey(target: AssignmentTarget): string {
  const { accountId, permissionSetArn, principalId } = target;
  return [accountId, permissionSetArn, principalId].join(' ');
}

/**
 * What the service asks of Identity Center, as plain maps. It assigns nothing:
 * tests of the engine have a model of their own.
 */
export class FakeIdentityCenter implements IdentityCenter {
  /** Far from any limit. */
  readonly budget = new CallBudget(1_000_000);
  /** The service cuts nothing off: whatever it asks is a mistake. */
  readonly denies = new Proxy({} as DenyPort, {
    get: (_, name) => {
      throw new Error(`The service never asks for ${String(name)}`);
    },
  });
  /** As many sets as a test says are provisioned; the service makes none. */
  readonly customSets = {
    countIn: async () => {
      this.#answer('countIn');
      return this.setsInAccount;
    },
  } as unknown as CustomSetPort;
  setsInAccount = 3;
  readonly users = new Map<string, ResolvedUser>(
    everybody.map(name => [
      `${name}@example.com`,
      {
        id: principalIdOf(name),
        userName: `${name}@example.com`,
        email: `${name}@example.com`,
        enabled: name !== 'noah',
      },
    ]),
  );
  readonly sets = new Map<string, StandardSet>(
    SET_NAMES.map(name => [
      setArnOf(name),
      {
        arn: setArnOf(name),
        name,
        description: `${name}, as AWS describes it`,
        sessionMinutes: 60,
        fingerprint: `fingerprint-of-${name}`.padEnd(64, '0').slice(0, 64),
      },
    ]),
  );
  readonly states = new Map<string, AccountState>(
    demoAccounts().map(({ id, state }) => [id, state]),
  );
  readonly #standing = new Set<string>();
  /** A group that gives the access that is looked at, and its members. */
  group?: { name: string; principalIds: string[] };
  isDown = false;
  readonly calls: string[] = [];

  /** Access that somebody gave outside the portal. */
  giveStanding(target: AssignmentTarget): void {
    this.#standing.add(targetKey(target));
  }

  async home(): Promise<Home> {
    return FAKE_HOME;
  }

  async readPermissionSet(arn: string): Promise<StandardSet | undefined> {
    this.#answer('readPermissionSet');
    return this.sets.get(arn);
  }

  async findUser(value: string): Promise<ResolvedUser | undefined> {
    this.#answer('findUser');
    return this.users.get(value.toLowerCase());
  }

  async readUser(principalId: string): Promise<ResolvedUser | undefined> {
    this.#answer('readUser');
    return [...this.users.values()].find(({ id }) => id === principalId);
  }

  async groupsOf(principalId: string): Promise<string[]> {
    this.#answer('groupsOf');
    const { group } = this;
    return group?.principalIds.includes(principalId) ? [group.name] : [];
  }

  async accountState(accountId: string): Promise<AccountState | undefined> {
    this.#answer('accountState');
    return this.states.get(accountId);
  }

  async listAccountStates(): Promise<Map<string, AccountState>> {
    this.#answer('listAccountStates');
    return this.states;
  }

  async look(target: AssignmentTarget): Promise<Sighting> {
    this.#answer('look');
    return {
      direct: this.#standing.has(targetKey(target)),
      groupIds: this.group ? ['group-1'] : [],
      others: this.group !== undefined,
    };
  }

  async assign(): Promise<string> {
    throw new Error('The service never assigns');
  }

  async withdraw(): Promise<string> {
    throw new Error('The service never withdraws');
  }

  async poll(): Promise<OperationState> {
    throw new Error('The service never polls');
  }

  async findInProgress(): Promise<OpenOperation[]> {
    return [];
  }

  #answer(call: string): void {
    this.calls.push(call);
    if (this.isDown) throw new Error('AWS does not answer');
  }
}
