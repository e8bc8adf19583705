import { PersonStanding } from '../accounts/Accounts';

/*
 * The people of the demo, whom every test knows: dana asks, olivia and omar
 * own the payments accounts, sam and lena are SSO admins, ada is an admin,
 * petra owns and is an SSO admin, noah is disabled, audrey audits.
 */

export type Name =
  | 'dana'
  | 'theo'
  | 'olivia'
  | 'omar'
  | 'sam'
  | 'ada'
  | 'lena'
  | 'petra'
  | 'noah'
  | 'audrey';

const groups: Record<Name, string[]> = {
  dana: ['payments-team'],
  theo: [],
  olivia: ['payments-owners'],
  omar: ['payments-leads', 'payments-owners'],
  sam: ['cloud-security'],
  ada: ['platform-admins'],
  lena: ['cloud-security'],
  petra: ['payments-owners', 'cloud-security'],
  noah: ['payments-team'],
  audrey: ['internal-audit'],
};

export const everybody = Object.keys(groups) as Name[];

export function refOf(name: Name): string {
  return `user:default/${name}`;
}

function titled(name: Name): string {
  return name[0].toUpperCase() + name.slice(1);
}

export function standingOf(name: Name): PersonStanding {
  const memberOf = groups[name].map(group => `group:default/${group}`);
  return {
    person: {
      ref: refOf(name),
      displayName: titled(name),
      email: `${name}@example.com`,
    },
    memberOf: [refOf(name), ...memberOf],
    isAdmin: groups[name].includes('platform-admins'),
    isSsoAdmin: groups[name].includes('cloud-security'),
    isAuditor: groups[name].includes('internal-audit'),
  };
}

export function principalIdOf(name: Name): string {
  return `principal-${name}`;
}
