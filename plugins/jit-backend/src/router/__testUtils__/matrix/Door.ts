import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import express, { Router } from 'express';
import { createServer, Server } from 'node:http';
import request from 'supertest';
import { JitConfig } from '../../../config/JitConfig';
import { JitService } from '../../../service/JitService';
import { createLastPassRouter } from '../../createLastPassRouter';
import { createRouter } from '../../createRouter';
import { Call } from './calls';
import { headerOf, Kind } from './cast';
import { World } from './World';

/** What somebody is told: the status, and the reason where there is one. */
export interface Told {
  status: number;
  code?: string;
  text: string;
}

/** Every method goes to the world that is behind the door now. */
function behind(current: () => World): JitService {
  return new Proxy({} as JitService, {
    get:
      (_, name) =>
      (...args: unknown[]) =>
        (current().service as any)[name](...args),
  });
}

/** What the express routers of the plugin serve, such as `GET /requests/{id}`. */
function routesOf(router: Router): string[] {
  return router.stack.flatMap(({ route, handle }: any) => {
    if (route) {
      const path = route.path.replace(/:(\w+)/g, '{$1}');
      return Object.keys(route.methods).map(
        method => `${method.toUpperCase()} ${path}`,
      );
    }
    return handle.stack ? routesOf(handle) : [];
  });
}

/** The HTTP API, made once; the world behind it changes. */
export class Door {
  readonly routes: string[];
  #world?: World;

  private constructor(routers: Router[], private readonly server: Server) {
    this.routes = [...new Set(routers.flatMap(routesOf))].sort();
  }

  static async open(
    services?: JitConfig['callers']['services'],
  ): Promise<Door> {
    const httpAuth = mockServices.httpAuth({
      defaultCredentials: mockCredentials.none(),
    });
    let door: Door | undefined = undefined as Door | undefined;
    const lastPass = createLastPassRouter({
      read: async () => ({ now: new Date(), lastPassAt: new Date() }),
    });
    const api = await createRouter({
      service: behind(() => door!.#world!),
      httpAuth,
      services,
    });
    const app = express().use(lastPass).use(api).use(mockErrorHandler());
    const server = createServer(app);
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    door = new Door([lastPass, api], server);
    return door;
  }

  async close(): Promise<void> {
    await new Promise(done => {
      this.server.close(done);
    });
  }

  /** From here on this is the portal that answers. */
  show(world: World): void {
    this.#world = world;
  }

  async knock(call: Call, kind: Kind, actor?: string): Promise<Told> {
    const sent = request(this.server)[call.method](call.path);
    const header = headerOf(kind, actor);
    if (header) sent.set('Authorization', header);
    const { status, body, text } = await (call.body
      ? sent.send(call.body)
      : sent);
    return { status, code: body?.error?.code, text };
  }
}
