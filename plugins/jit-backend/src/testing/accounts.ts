import { AccountRecord, AccountSettings } from '../accounts/Accounts';
import { Name, refOf } from './cast';

export const PRODUCTION = '111111111111';
export const STAGING = '222222222222';
export const DATA_LAKE = '333333333333';
export const SANDBOX = '444444444444';
export const LEGACY = '555555555555';

const settings: AccountSettings = {
  permissionSets: [
    'ReadOnlyAccess',
    'PowerUserAccess',
    'BillingView',
    'DatabaseAdmin',
  ],
  customAllowed: true,
  maxMinutes: 480,
  windowMinutes: 1440,
  timeZone: 'UTC',
};

const paymentsOwners: Name[] = ['olivia', 'omar', 'petra'];

function account(
  id: string,
  slug: string,
  title: string,
  owners: AccountRecord['owners'],
  people: Name[],
): AccountRecord {
  return {
    id,
    name: title,
    entityRef: `resource:default/${slug}`,
    entityUid: `uid-${slug}`,
    source: 'file:/portal/examples/accounts.yaml',
    duplicate: false,
    state: 'ACTIVE',
    settings: { ...settings },
    owners,
    ownerPeople: people.map(name => ({ ref: refOf(name), via: 'owner' })),
    problems: [],
  };
}

const paymentsGroup = {
  ref: 'group:default/payments-owners',
  kind: 'group' as const,
  displayName: 'Payments Owners',
};

/** The accounts of the demo, new for each test. */
export function demoAccounts(): AccountRecord[] {
  return [
    account(
      PRODUCTION,
      'payments-production',
      'Payments Production',
      [paymentsGroup],
      paymentsOwners,
    ),
    account(
      STAGING,
      'payments-staging',
      'Payments Staging',
      [paymentsGroup],
      paymentsOwners,
    ),
    account(
      DATA_LAKE,
      'data-lake',
      'Data Lake',
      [{ ref: refOf('theo'), kind: 'user', displayName: 'Theo' }],
      ['theo'],
    ),
    account(SANDBOX, 'sandbox', 'Sandbox', [], []),
    {
      ...account(
        LEGACY,
        'legacy-billing',
        'Legacy Billing',
        [paymentsGroup],
        paymentsOwners,
      ),
      state: 'SUSPENDED',
    },
  ];
}
