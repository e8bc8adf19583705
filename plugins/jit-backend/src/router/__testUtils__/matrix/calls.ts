import { body } from '../../../testing/Portal';
import { PRODUCTION } from './cast';
import { Scene } from './states';
import { World } from './World';

/*
 * What is sent on each route. A route that only reads needs nothing here. To
 * add one that takes a body: its line in docs/authorisation-matrix.md, and its
 * body below.
 */

/** What is sent, apart from the path. */
type Sent = (world: World, scene: Scene) => Promise<object> | object;

const WHY = 'An incident is being looked into';

async function verdict(
  { stores }: World,
  { request }: Scene,
  decision: 'approve' | 'reject',
) {
  const { version, contentHash } = (await stores.requests.find(request!))!;
  return { version, contentHash, decision, comment: 'Seen and understood.' };
}

/** By route, and by route with the words behind it in the table. */
const BODIES: Record<string, Sent> = {
  'POST /policy-findings': () => ({ managedPolicies: [] }),
  'POST /requests': () =>
    body({
      accountId: PRODUCTION,
      permissionSet: { type: 'standard', name: 'ReadOnlyAccess' },
    }),
  'POST /submissions': () => {
    const { accountId, ...asked } = body({ accountId: PRODUCTION });
    return { ...asked, accountIds: [accountId] };
  },
  'POST /requests/reviews': async ({ stores }, { request }) => {
    const { id, version } = (await stores.requests.find(request!))!;
    const comment = 'Seen and understood.';
    return { items: [{ id, version }], decision: 'approve', comment };
  },
  'POST /requests/{id}/reviews approve': (world, scene) =>
    verdict(world, scene, 'approve'),
  'POST /requests/{id}/reviews reject': (world, scene) =>
    verdict(world, scene, 'reject'),
  'POST /requests/{id}/cancel': () => ({}),
  'POST /requests/{id}/remind': () => ({}),
  'POST /sessions/{id}/revoke': () => ({ reason: WHY }),
  'POST /sessions/{id}/release': () => ({}),
  'POST /ownership/check': () => ({}),
  'POST /pause stop': () => ({ paused: true, reason: WHY }),
  'POST /pause resume': () => ({ paused: false, reason: WHY }),
  'POST /erasures': () => ({ ref: 'user:default/long-gone', reason: WHY }),
  'POST /quarantine/end': async world => {
    const checkpoint = { eventId: 'gone', at: world.clock.read() };
    await world.stores.quarantine.begin(checkpoint, 'Events are missing.');
    return { reason: WHY };
  },
};

export function keyOf({ route, variant }: { route: string; variant: string }) {
  return variant ? `${route} ${variant}` : route;
}

/** A request to be sent, the same for whoever knocks. */
export interface Call {
  method: 'get' | 'post';
  path: string;
  body?: object;
}

export async function callOf(
  line: { route: string; variant: string },
  world: World,
  scene: Scene,
): Promise<Call> {
  const [method, template] = line.route.split(' ');
  const id = template.startsWith('/sessions') ? scene.session : scene.request;
  const path = template
    .replace('{accountId}', PRODUCTION)
    .replace('{id}', () => {
      if (!id) throw new Error(`${line.route} is about nothing here`);
      return id;
    });
  if (method === 'GET') return { method: 'get', path };
  const sent = BODIES[keyOf(line)];
  if (!sent) {
    throw new Error(`What is sent to ${keyOf(line)}? Say so in calls.ts`);
  }
  return { method: 'post', path, body: await sent(world, scene) };
}
