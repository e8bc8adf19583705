import { SubmitRequest } from '@jit-portal/backstage-plugin-jit-common';
import { expireOverdue } from '../../../service/expireOverdue';
import { sessionOf } from '../../../store/rows';
import { beginEnd, moveSession } from '../../../store/sessions';
import { body } from '../../../testing/Portal';
import { ELSEWHERE, PRODUCTION } from './cast';
import { emptyImage, Image } from './images';
import { POLICIES } from './policies';
import { World } from './World';

/** A database in which dana's request, or her session, is in one state. */
export interface Scene {
  image: Image;
  at: Date;
  /** `REQ-…` and `SES-…` of what is in that state. */
  request?: string;
  session?: string;
}

export const REQUEST_STATES = [
  'PENDING',
  'PENDING_OWNER',
  'PENDING_ADMIN',
  'APPROVED',
  'REJECTED',
  'EXPIRED',
  'CANCELLED',
];
export const SESSION_STATES = [
  'PROVISIONING',
  'ACTIVE',
  'ENDING',
  'ENDED',
  'REVOKED',
  'FAILED',
];

const standard = (accountId: string): SubmitRequest => body({ accountId });

const custom: SubmitRequest = body({
  accountId: PRODUCTION,
  permissionSet: {
    type: 'custom',
    name: 'JIT-fix-export',
    sessionDuration: 'PT1H',
    managedPolicies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
  },
});

async function ask(world: World, name: string, asked: SubmitRequest) {
  return world.service.submitRequest(asked, {}, world.as(name));
}

async function decide(
  world: World,
  name: string,
  request: { id: string; version: number; contentHash: string },
  decision: 'approve' | 'reject' = 'approve',
) {
  const { version, contentHash } = request;
  return world.service.reviewRequest(
    request.id,
    { version, decision, contentHash, comment: 'Seen and understood.' },
    world.as(name),
  );
}

type Build = (world: World) => Promise<void>;

const granted: Build = async world => {
  await decide(world, 'olivia', await ask(world, 'dana', standard(PRODUCTION)));
};

async function moved(
  world: World,
  ...steps: ((session: ReturnType<typeof sessionOf>, trx: any) => unknown)[]
) {
  const { id } = await world.db('sessions').orderBy('number', 'desc').first();
  for (const step of steps) {
    await world.db.transaction(async trx => {
      const row = await trx('sessions').where({ id }).first();
      await step(sessionOf(row), trx);
    });
  }
}

const activated = (world: World) => (session: any, trx: any) =>
  moveSession(trx, session, 'ACTIVE', {
    granted_at: world.clock.read(),
    expires_at: new Date(+world.clock.read() + 3_600_000),
  });
const ending =
  (world: World, cause: 'released' | 'revoked' | 'failed') =>
  (session: any, trx: any) =>
    beginEnd(trx, world.clock.read(), session, { cause });
const over =
  (world: World, to: 'ENDED' | 'REVOKED' | 'FAILED') =>
  (session: any, trx: any) =>
    moveSession(trx, session, to, { ended_at: world.clock.read() });

/** How dana's request, or the session it gave, got where it is. */
const BUILDS: Record<string, Build> = {
  PENDING: async world => {
    await ask(world, 'dana', standard(PRODUCTION));
  },
  PENDING_OWNER: async world => {
    await ask(world, 'dana', custom);
  },
  PENDING_ADMIN: async world => {
    await decide(world, 'olivia', await ask(world, 'dana', custom));
  },
  APPROVED: granted,
  REJECTED: async world => {
    const asked = await ask(world, 'dana', standard(PRODUCTION));
    await decide(world, 'olivia', asked, 'reject');
  },
  EXPIRED: async world => {
    await ask(world, 'dana', standard(PRODUCTION));
    world.clock.advance(25 * 3_600_000);
    const { requests } = world.stores;
    await expireOverdue({ requests, onChanged: () => {} });
  },
  CANCELLED: async world => {
    const asked = await ask(world, 'dana', standard(PRODUCTION));
    await world.service.cancelRequest(asked.id, world.as('dana'));
  },
  PROVISIONING: granted,
  ACTIVE: async world => {
    await granted(world);
    await moved(world, activated(world));
  },
  ENDING: async world => {
    await granted(world);
    await moved(world, activated(world), ending(world, 'released'));
  },
  ENDED: async world => {
    await granted(world);
    const steps = [ending(world, 'released'), over(world, 'ENDED')];
    await moved(world, activated(world), ...steps);
  },
  REVOKED: async world => {
    await granted(world);
    const steps = [ending(world, 'revoked'), over(world, 'REVOKED')];
    await moved(world, activated(world), ...steps);
  },
  FAILED: async world => {
    await granted(world);
    await moved(world, ending(world, 'failed'), over(world, 'FAILED'));
  },
};

/** Others have sessions on the same account, and elsewhere. */
async function others(world: World): Promise<void> {
  await world.project();
  const here = await ask(world, 'noor', standard(PRODUCTION));
  await decide(world, 'olivia', here);
  const there = await ask(world, 'noor', standard(ELSEWHERE));
  await decide(world, 'eve', there);
}

const START = new Date('2026-11-23T09:00:00.000Z');

async function built(from: Scene, build: Build): Promise<Scene> {
  const permissions = POLICIES['the ready policy'];
  const world = World.open(from.image, from.at, { permissions });
  try {
    await build(world);
    const mine = (table: string, column: string) =>
      world
        .db(table)
        .where(column, 'user:default/dana')
        .orderBy('number', 'desc')
        .first();
    const request = await mine('requests', 'requester_ref');
    const session = await mine('sessions', 'user_ref');
    return {
      image: await world.image(),
      // Later than all that is on record here
      at: new Date(+world.clock.read() + 1_000),
      request: request && `REQ-${request.number}`,
      session: session && `SES-${session.number}`,
    };
  } finally {
    await world.close();
  }
}

/** A scene for each state, and `''` for routes that are about none. */
export async function buildScenes(): Promise<Map<string, Scene>> {
  const empty = { image: await emptyImage(), at: START };
  const base = await built(empty, others);
  const scenes = new Map<string, Scene>([['', base]]);
  for (const [state, build] of Object.entries(BUILDS)) {
    scenes.set(state, await built(base, build));
  }
  return scenes;
}
