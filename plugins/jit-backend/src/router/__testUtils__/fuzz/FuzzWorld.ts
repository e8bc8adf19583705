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
import { DATA_LAKE, SANDBOX, STAGING } from '../../../testing/accounts';
import { demoConfig, Portal } from '../../../testing/Portal';
import { createLastPassRouter } from '../../createLastPassRouter';
import { createRouter } from '../../createRouter';
import { Call } from './calls';

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

/** A portal in the middle of its day, behind its real HTTP API. */
export class FuzzWorld {
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
