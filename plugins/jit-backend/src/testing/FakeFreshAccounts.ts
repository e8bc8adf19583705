import { ServiceUnavailableError } from '@backstage/errors';
import {
  AccountRecord,
  FreshAccounts,
  PersonStanding,
} from '../accounts/Accounts';
import { PersonRecord } from '../domain/model';
import { demoAccounts } from './accounts';
import { everybody, refOf, standingOf } from './cast';

/** The catalog as plain maps; a test changes what it says. */
export class FakeFreshAccounts implements FreshAccounts {
  readonly accounts = new Map<string, AccountRecord>(
    demoAccounts().map(account => [account.id, account]),
  );
  readonly people = new Map<string, PersonStanding>(
    everybody.map(name => [refOf(name), standingOf(name)]),
  );
  isDown = false;

  async readAccount(accountId: string): Promise<AccountRecord | undefined> {
    this.#answer();
    return this.accounts.get(accountId);
  }

  async readPerson(userRef: string): Promise<PersonStanding | undefined> {
    this.#answer();
    return this.people.get(userRef.toLowerCase());
  }

  async peopleInRole(role: 'admin' | 'sso-admin'): Promise<PersonRecord[]> {
    this.#answer();
    return [...this.people.values()]
      .filter(one => (role === 'admin' ? one.isAdmin : one.isSsoAdmin))
      .map(({ person }) => person);
  }

  /** Hands over what a test says, unless the catalog is down. */
  async readOwnership<T>(told: T): Promise<T> {
    this.#answer();
    return told;
  }

  #answer(): void {
    if (this.isDown) {
      throw new ServiceUnavailableError('The catalog cannot be read now');
    }
  }
}
