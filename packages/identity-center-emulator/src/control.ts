import { Aws } from './aws';
import { issueCredentials, tryCall } from './credentials';
import { escapeMarkup } from './wire';

export const DEMO = 'Demo: no real AWS';

export interface ControlAnswer {
  status: number;
  body: unknown;
}

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
    operations: data.operations.slice(-500),
    calls: { counts: aws.calls.counts, latest: aws.calls.latest },
    faults: aws.faults.list(),
  };
}

function clockOf(aws: Aws) {
  const { clock } = aws.world;
  return {
    now: clock.now().toISOString(),
    offsetMs: clock.offset,
    frozen: clock.frozen,
  };
}

const UNITS: Record<string, number> = { D: 86_400, H: 3_600, M: 60, S: 1 };

/** `PT1H30M` in milliseconds; undefined for anything else. */
function millisecondsOf(text: unknown): number | undefined {
  const match =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(
      String(text),
    );
  if (!match || match[0].length < 3) return undefined;
  const [, d, h, m, s] = match;
  const seconds =
    Number(d ?? 0) * UNITS.D +
    Number(h ?? 0) * UNITS.H +
    Number(m ?? 0) * UNITS.M +
    Number(s ?? 0);
  return seconds * 1000;
}

function moveClock(aws: Aws, body: any): ControlAnswer {
  const { clock } = aws.world;
  if (typeof body?.frozen === 'boolean') clock.freeze(body.frozen);
  if (body?.advance !== undefined) {
    const by = millisecondsOf(body.advance);
    if (by === undefined) {
      return refuse('advance must be an ISO 8601 duration such as PT1H');
    }
    clock.advance(by);
  }
  if (body?.now !== undefined) {
    const time = new Date(body.now);
    if (Number.isNaN(time.getTime()))
      return refuse('now must be an ISO 8601 time');
    clock.set(time);
  }
  aws.world.settle();
  return { status: 200, body: clockOf(aws) };
}

function refuse(message: string, status = 400): ControlAnswer {
  return { status, body: { error: message } };
}

function changeUser(aws: Aws, userName: string, body: any): ControlAnswer {
  const user = aws.world.seed.users.find(one => one.userName === userName);
  if (!user) return refuse(`There is no user ${userName}`, 404);
  if (typeof body?.enabled !== 'boolean')
    return refuse('enabled must be true or false');
  user.enabled = body.enabled;
  return { status: 200, body: user };
}

function changeAccount(aws: Aws, id: string, body: any): ControlAnswer {
  const account = aws.world.seed.accounts.find(one => one.id === id);
  if (!account) return refuse(`There is no account ${id}`, 404);
  account.state = body?.state ?? account.state;
  return { status: 200, body: account };
}

/** Somebody assigns or removes in AWS, past the portal. */
function changeOutside(aws: Aws, method: string, body: any): ControlAnswer {
  const { data } = aws.world;
  const set = data.permissionSets.find(
    one => one.name === body?.permissionSetName,
  );
  const user = data.seed.users.find(one => one.userName === body?.userName);
  if (!set || !user)
    return refuse('permissionSetName and userName must be known');
  aws.world.begin({
    kind: method === 'DELETE' ? 'deletion' : 'creation',
    accountId: String(body.accountId),
    permissionSetArn: set.arn,
    principalType: 'USER',
    principalId: user.id,
  });
  return { status: 202, body: {} };
}

function changeCredentials(aws: Aws, path: string[], body: any): ControlAnswer {
  if (path.length === 0) {
    try {
      return { status: 201, body: issueCredentials(aws.world, body) };
    } catch (error) {
      return refuse((error as Error).message);
    }
  }
  const verdict = tryCall(aws.world, path[0], body);
  return verdict
    ? { status: 200, body: verdict }
    : refuse(`There are no credentials ${path[0]}`, 404);
}

/** The emulator's own controls, under /_emulator. */
export function control(
  aws: Aws,
  method: string,
  path: string[],
  body: any,
): ControlAnswer {
  const [what, ...rest] = path;
  switch (`${method} ${what}`) {
    case 'GET state':
      return { status: 200, body: stateOf(aws) };
    case 'GET clock':
      return { status: 200, body: clockOf(aws) };
    case 'POST clock':
      return moveClock(aws, body);
    case 'GET faults':
      return { status: 200, body: { faults: aws.faults.list() } };
    case 'POST faults':
      try {
        return { status: 201, body: aws.faults.add(body) };
      } catch (error) {
        return refuse((error as Error).message);
      }
    case 'DELETE faults':
      aws.faults.clear(rest[0]);
      return { status: 200, body: { faults: aws.faults.list() } };
    case 'POST users':
      return changeUser(aws, decodeURIComponent(rest[0] ?? ''), body);
    case 'POST accounts':
      return changeAccount(aws, rest[0], body);
    case 'POST assignments':
    case 'DELETE assignments':
      return changeOutside(aws, method, body);
    case 'POST role-credentials':
      return changeCredentials(aws, rest, body);
    default:
      return refuse(
        `${method} /_emulator/${path.join('/')} does not exist`,
        404,
      );
  }
}

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
