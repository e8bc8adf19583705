import { Aws } from '../aws';
import { escapeMarkup } from '../wire';
import { DEMO, ok, Route } from './route';

function stateOf(aws: Aws) {
  const { data, clock, seed } = aws.world;
  const names = new Map(data.permissionSets.map(set => [set.arn, set.name]));
  const users = new Map(seed.users.map(user => [user.id, user.userName]));
  return {
    demo: DEMO,
    now: clock.now().toISOString(),
    instance: {
      arn: seed.instanceArn,
      identityStoreId: seed.identityStoreId,
      region: seed.region,
      callerAccountId: seed.callerAccountId,
    },
    accounts: seed.accounts,
    users: seed.users,
    groups: seed.groups,
    permissionSets: data.permissionSets,
    assignments: data.assignments.map(one => ({
      ...one,
      permissionSetName: names.get(one.permissionSetArn),
      userName: users.get(one.principalId),
      createdAt: new Date(one.createdAt).toISOString(),
    })),
    roles: data.roles,
    controlPolicies: data.controlPolicies,
    operations: data.operations.slice(-500),
    late: data.late,
    calls: { counts: aws.calls.counts, latest: aws.calls.latest },
    faults: aws.faults.list(),
    faultsInjected: aws.faults.injected,
    chaos: aws.faults.chaos.settings,
  };
}

export const readState: Route = aws => ok(stateOf(aws));

/** The page at `/`. */
export function page(aws: Aws): string {
  const rows = stateOf(aws)
    .assignments.map(one => [
      one.accountId,
      one.permissionSetName ?? one.permissionSetArn,
      one.userName ?? one.principalId,
      one.createdAt,
    ])
    .map(
      cells =>
        `<tr>${cells
          .map(cell => `<td>${escapeMarkup(cell)}</td>`)
          .join('')}</tr>`,
    )
    .join('\n');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${DEMO}</title>
<style>body{font:16px system-ui;margin:2rem}td,th{padding:.25rem 1rem .25rem 0;text-align:left}</style></head>
<body><h1>Emulated Identity Center</h1><p><strong>${DEMO}</strong></p><h2>Assignments</h2>
<table><tr><th>Account</th><th>Permission set</th><th>User</th><th>Since</th></tr>
${rows}</table><p><a href="/_emulator/state">Everything</a></p></body></html>`;
}
