import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { AwsAccount, SignIn } from '../domain/ownership';
import { Census } from './Census';
import { Home } from './IdentityCenter';
import { listAccounts } from './organization';
import { Attribute, listUsers, matcherOf } from './people';

/** What the census borrows from the port. */
export interface CensusTools {
  identityStore: IdentitystoreClient;
  organizations: OrganizationsClient;
  attribute: Attribute;
  home: () => Promise<Home>;
  /** Sorts what goes wrong. */
  ask: <T>(ask: () => Promise<T>) => Promise<T>;
}

/**
 * The census on the AWS SDK. One page after the other, of two services that
 * have rates of their own: nothing of it takes from the calls of the engine.
 */
export class AwsCensus implements Census {
  constructor(private readonly tools: CensusTools) {}

  async accounts(): Promise<AwsAccount[]> {
    return this.tools.ask(() => listAccounts(this.tools.organizations));
  }

  async signIns(values: string[]): Promise<Map<string, SignIn>> {
    const { identityStoreId } = await this.tools.home();
    const users = await this.tools.ask(() =>
      listUsers(this.tools.identityStore, identityStoreId),
    );
    const match = matcherOf(users, this.tools.attribute);
    return new Map(
      values.map(value => {
        const user = match(value);
        if (!user) return [value, 'none'];
        return [value, user.enabled ? 'enabled' : 'disabled'];
      }),
    );
  }
}
