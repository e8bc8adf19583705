/** How much history there is to be. */
export interface HistorySize {
  requests: number;
  accounts: number;
  permissionSets: number;
  users: number;
  /** Sessions that run at this moment. */
  active: number;
  /** How far back it goes. Default: two years. */
  days?: number;
  /** The same seed gives the same history, but for the moment it ends at. */
  seed?: number;
}

/** People in an owning group, and accounts that one group owns. */
const GROUP = { people: 8, accounts: 10 };

/** The first few people have a part; the members of groups come after them. */
export const PART = {
  auditor: 0,
  admin: 1,
  ssoAdmin: 2,
  /** Owns the busiest account, alone in a group. */
  ownerOfOne: 3,
  /** Is in the groups of about fifty accounts. */
  ownerOfFifty: 4,
  /** Is in every group. */
  ownerOfAll: 5,
  /** Asks often, owns nothing. */
  requester: 6,
} as const;
export const FIRST_MEMBER = 10;

export interface OwningGroup {
  name: string;
  title: string;
  /** People and accounts by their index. */
  members: number[];
  accounts: number[];
}

export const personRef = (index: number) => `user:default/person-${index}`;
export const groupRef = (name: string) => `group:default/${name}`;
export const accountRef = (index: number) =>
  `resource:default/account-${index}`;
export const accountId = (index: number) => String(100_000_000_000 + index);

function membersOf(group: number, users: number): number[] {
  const many = users - FIRST_MEMBER;
  const place = (member: number) => (group * GROUP.people + member) % many;
  const members = Array.from(
    { length: GROUP.people },
    (_, member) => FIRST_MEMBER + place(member),
  );
  const isOfFifty = group >= 1 && group <= 5;
  const others: number[] = isOfFifty ? [PART.ownerOfFifty] : [];
  return [...new Set([...members, ...others, PART.ownerOfAll])];
}

/** Who owns what: a group of some people owns some accounts. */
export function owningGroups({ accounts, users }: HistorySize): OwningGroup[] {
  const many = Math.ceil(accounts / GROUP.accounts);
  const groups = Array.from({ length: many }, (_, group) => ({
    name: `owners-${group}`,
    title: `Owners ${group}`,
    members: membersOf(group, users),
    accounts: [] as number[],
  }));
  for (let account = 0; account < accounts; account++) {
    groups[account % many].accounts.push(account);
  }
  const alone = {
    name: 'owners-of-one',
    title: 'Owners of one',
    members: [PART.ownerOfOne],
    accounts: [0],
  };
  return [...groups, alone];
}
