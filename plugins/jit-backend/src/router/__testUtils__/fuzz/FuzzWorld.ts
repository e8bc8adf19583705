import {
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { ConfigReader } from '@backstage/config';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import express, { Express, Request } from 'express';
import { Knex } from 'knex';
import { ENGINE } from '../../../domain/model';
import { DATA_LAKE, SANDBOX, STAGING } from '../../../testing/accounts';
import { Name, principalIdOf, refOf, standingOf } from '../../../testing/cast';
import { demoConfig, Portal } from '../../../testing/Portal';
import { createLastPassRouter } from '../../createLastPassRouter';
import { createRouter } from '../../createRouter';
import { Call } from './calls';
import { leavers } from './values';

const silent: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silent,
};

/** Reads the tokens that calls.ts writes, and is as strict as Backstage's own. */
const httpAuth = {
  async credentials(req: Request, { allow = ['user'] }: any = {}) {
    const [kind, ref] = (req.headers.authorization ?? '')
      .replace('Bearer ', '')
      .split(',');
    const of = (principal: object) =>
      ({
        $$type: '@backstage/BackstageCredentials',
        principal,
      } as BackstageCredentials);
    if (!kind) throw new AuthenticationError('Missing credentials');
    if (kind === 'service') {
      if (!allow.includes('service')) {
        throw new NotAllowedError(
          "This endpoint does not allow 'service' credentials",
        );
      }
      return of({ type: 'service', subject: 'plugin:other' });
    }
    const actor = { type: 'service', subject: 'plugin:mcp-actions' };
    return of({
      type: 'user',
      userEntityRef: ref,
      ...(kind === 'through' && { actor }),
    });
  },
} as unknown as HttpAuthService;

const HOUR = 3_600_000;

/** So many quarters of an hour from one quarantine to the next, and how many it lasts. */
const QUARANTINE = { every: 6, lasts: 2 };

/** A portal in the middle of its day, behind its real HTTP API. */
export class FuzzWorld {
  #quarters = 0;

  private constructor(readonly portal: Portal, readonly app: Express) {}

  static async open(db: Knex): Promise<FuzzWorld> {
    const portal = await Portal.open(db, silent, {
      ...demoConfig,
      limits: { ...demoConfig.limits, policyChecksPerPersonPerMinute: 100_000 },
    });
    const errors = MiddlewareFactory.create({
      config: new ConfigReader({}),
      logger: silent,
    });
    const now = () => portal.clock.read();
    const app = express()
      .use(
        createLastPassRouter({
          read: async () => ({ now: now(), lastPassAt: now() }),
        }),
      )
      .use(await createRouter({ service: portal.service, httpAuth }))
      .use(errors.error());
    const world = new FuzzWorld(portal, app);
    await world.#begin();
    return world;
  }

  /** Requests and sessions of several people, in several states. */
  async #begin(): Promise<void> {
    const { portal } = this;
    const told = (n: number) => ({
      justification: `Look at the failed payouts, mark-begin${n}.`,
    });
    const first = await portal.granted('dana', told(1));
    await portal.activate(first.id);
    await portal.asks('dana', { accountId: STAGING, ...told(2) });
    await portal.asks('theo', { accountId: SANDBOX, ...told(3) });
    await portal.asks('petra', told(4));
    await portal.asks('theo', { accountId: DATA_LAKE, ...told(5) });
    await portal.asks('audrey', { accountId: STAGING, ...told(6) });
    await this.#letLeave();
  }

  /** People who asked or reviewed, and have left since: they can be erased. */
  async #letLeave(): Promise<void> {
    const { portal } = this;
    for (const [index, name] of leavers.entries()) {
      const person = { ref: refOf(name), displayName: `Leaver ${name}` };
      const email = `${name}@example.com`;
      portal.catalog.people.set(person.ref, {
        ...standingOf(index % 2 === 0 ? 'theo' : 'sam'),
        person: { ...person, email },
        memberOf: [person.ref],
      });
      portal.aws.users.set(email, {
        id: principalIdOf(name),
        userName: name,
        email,
        enabled: true,
      });
      const own = await portal.asks(name, {
        accountId: STAGING,
        justification: `${person.displayName} looks at payouts, mark-${name}.`,
      });
      await portal.service.cancelRequest(own.id, portal.as(name));
      if (index % 2 === 1) await this.#rejects(name);
    }
    for (const name of leavers) portal.catalog.people.delete(refOf(name));
  }

  async #rejects(name: Name): Promise<void> {
    const { portal } = this;
    const { id, version } = await portal.asks('dana', {
      justification: `Look at the failed payouts, mark-of${name}.`,
      permissionSet: { type: 'standard', name: 'BillingView' },
    });
    await portal.service.reviewRequest(
      id,
      {
        version,
        decision: 'reject',
        comment: 'Ask again with a ticket',
        reasonCode: 'unclear',
      },
      portal.as(name),
    );
  }

  /** The database has forgotten, every so often: new access stops until somebody has accepted it. */
  async #forget(): Promise<void> {
    const { clock, stores } = this.portal;
    const { every, lasts } = QUARANTINE;
    const at = this.#quarters % every;
    if (at === 1) {
      await stores.quarantine.begin(
        { eventId: 'lost', at: clock.read() },
        'Events are missing',
      );
    }
    if (at === 1 + lasts) {
      await stores.quarantine.end(ENGINE, 'So that the fuzz goes on');
    }
    this.#quarters += 1;
  }

  /** While the call is answered, this does not answer. */
  breakDown(outage: Call['outage']): void {
    this.portal.catalog.isDown = outage === 'catalog';
    this.portal.aws.isDown = outage === 'aws';
    this.portal.permits.isDown = outage === 'policy';
  }

  /** Time goes on, and the engine does its part. */
  async goOn(): Promise<void> {
    const { portal } = this;
    portal.clock.advance(HOUR / 4);
    await this.#forget();
    const rows = await portal
      .db('sessions')
      .select('id', 'status', 'end_cause');
    for (const { id, status, end_cause: cause } of rows) {
      if (status === 'PROVISIONING') await portal.activate(id);
      if (status === 'ENDING') {
        await portal.finish(id, cause === 'revoked' ? 'REVOKED' : 'ENDED');
      }
    }
  }
}
