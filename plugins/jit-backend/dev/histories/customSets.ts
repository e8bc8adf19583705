import { demoSeed } from '@jit-portal/identity-center-emulator';
import { Knex } from 'knex';
import { Stage } from '../../src/engine/__testUtils__/Stage';
import {
  emulated,
  SharedClock,
} from '../../src/identityCenter/__testUtils__/emulated';
import { silent } from './shared';

const MANAGED = [
  'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
  'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess',
];
const ACCOUNTS = demoSeed.accounts
  .filter(({ state }) => state === 'ACTIVE')
  .map(({ id }) => id)
  .filter(id => id !== demoSeed.managementAccountId);
const MINUTE = 60_000;

/** What became of many custom requests that were approved at once. */
export interface Drained {
  /** How many came to be active; the others failed, which faults may do. */
  active: number;
  /** What is left in AWS and should not be. */
  left: string[];
  /** Permission sets that AWS has in the end. */
  standing: number;
  /** Calls that AWS counts, and those of them that it throttled. */
  calls: number;
  throttles: number;
  /** Changes that AWS refused, failed or left without an answer. */
  troubled: number;
  /** Of the portal's clock, waiting for half of the ends among them. */
  minutes: number;
}

/**
 * Approves many custom requests at once against the emulator, which does
 * everything to them that passes by itself; ends half of them early and half
 * on time; and looks at what is left when the portal says that all is done.
 */
export async function drainCustomSets(options: {
  db: Knex;
  requests: number;
  seed: string;
  probability: number;
}): Promise<Drained> {
  const clock = new SharedClock();
  const began = clock.read();
  const { emulator, identityCenter } = await emulated(clock);
  try {
    const stage = await Stage.create(options.db, clock, identityCenter, {
      home: await identityCenter.home(),
      logger: silent,
    });
    emulator.faults.chaos.start({
      seed: options.seed,
      probability: options.probability,
      services: ['sso-admin'],
    });
    for (let n = 0; n < options.requests; n += 1) {
      await stage.approve({
        user: demoSeed.users[n % demoSeed.users.length].id,
        account: ACCOUNTS[n % ACCOUNTS.length],
        minutes: 60,
        custom: {
          type: 'custom',
          name: `JIT-drain-${n}`,
          sessionDuration: 'PT1H',
          managedPolicies: MANAGED.slice(0, 1 + (n % 2)),
        },
      });
    }
    const count = async (where: object) => {
      const [row] = await stage.knex('sessions').where(where).count({ n: '*' });
      return Number(row.n);
    };
    const until = async (isOver: () => Promise<boolean>, step: number) => {
      for (let steps = 0; steps < 4_000 && !(await isOver()); steps += 4) {
        await stage.run(4 * step, step);
      }
    };
    await until(
      async () => (await count({ status: 'PROVISIONING' })) === 0,
      500,
    );
    const { n: granted } = (await stage
      .knex('sessions')
      .whereNotNull('granted_at')
      .count({ n: '*' })
      .first())!;
    const live = await stage.knex('sessions').where({ status: 'ACTIVE' });
    for (const [at, row] of live.entries()) {
      if (at % 2 === 0)
        await stage.revoke({ ...row, assignmentId: row.assignment_id });
    }
    clock.advance(75 * MINUTE);
    await until(
      async () => (await count({ cleanup: 'done' })) === options.requests,
      500,
    );
    const [troubled] = await stage
      .knex('audit_events')
      .where('type', 'like', 'aws.%')
      .where(bad =>
        bad
          .where('type', 'like', '%-refused')
          .orWhere('type', 'like', '%-failed')
          .orWhere('type', 'like', '%-unknown'),
      )
      .count({ n: '*' });
    const { permissionSets, roles, assignments } = emulator.world.data;
    const known = new Set(demoSeed.permissionSets.map(({ arn }) => arn));
    const strange = (one: { permissionSetArn: string }) =>
      !known.has(one.permissionSetArn);
    return {
      active: Number(granted),
      left: [
        ...permissionSets
          .filter(({ arn }) => !known.has(arn))
          .map(({ name }) => `set ${name}`),
        ...roles.filter(strange).map(one => `role of ${one.permissionSetArn}`),
        ...assignments
          .filter(strange)
          .map(one => `assignment of ${one.permissionSetArn}`),
      ],
      standing: permissionSets.length,
      troubled: Number(troubled.n),
      ...identityCenter.budget.counts(),
      minutes: (+clock.read() - +began) / MINUTE,
    };
  } finally {
    await emulator.close();
  }
}
