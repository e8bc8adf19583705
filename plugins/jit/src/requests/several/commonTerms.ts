import {
  AccountLimits,
  isoOf,
  minutesOf,
  OfferedPermissionSet,
  RequestOptions,
} from '@jit-portal/backstage-plugin-jit-common';

function minutes(iso: string): number {
  return minutesOf(iso) ?? 0;
}

function commonLimits(all: AccountLimits[]): AccountLimits {
  const least = (of: (limits: AccountLimits) => string) =>
    isoOf(Math.min(...all.map(one => minutes(of(one)))));
  const most = (of: (limits: AccountLimits) => string) =>
    isoOf(Math.max(...all.map(one => minutes(of(one)))));
  return {
    durationMin: most(one => one.durationMin),
    durationMax: least(one => one.durationMax),
    durationStep: most(one => one.durationStep),
    durationDefault: least(one => one.durationDefault),
    justificationMin: Math.max(...all.map(one => one.justificationMin)),
    justificationMax: Math.min(...all.map(one => one.justificationMax)),
    approvalWindow: least(one => one.approvalWindow),
  };
}

function commonSets(all: RequestOptions[]): OfferedPermissionSet[] {
  const [first, ...others] = all;
  return first.permissionSets.flatMap(set => {
    const same = others.map(({ permissionSets }) =>
      permissionSets.find(({ name }) => name === set.name),
    );
    if (same.includes(undefined)) return [];
    const usageCount90d = [set, ...same].reduce(
      (sum, one) => sum + one!.usageCount90d,
      0,
    );
    return [{ ...set, usageCount90d }];
  });
}

/**
 * What may be asked for on each of several accounts at once: the sets that all
 * of them offer, within the tightest of their limits. The form of one account
 * judges by it.
 */
export function commonTerms(all: RequestOptions[]): RequestOptions {
  const [first] = all;
  return {
    ...first,
    account: {
      ...first.account,
      id: all.map(({ account }) => account.id).join(' '),
      limits: commonLimits(all.map(({ account }) => account.limits)),
    },
    permissionSets: commonSets(all),
    moreSetsToCome: all.find(one => one.moreSetsToCome)?.moreSetsToCome,
    customAllowed: false,
  };
}
