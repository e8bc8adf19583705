import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { jitRequestReadPermission } from '@jit-portal/backstage-plugin-jit-common';
import express from 'express';
import PromiseRouter from 'express-promise-router';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/**
 * What the platform itself costs: routes that know who asks, and do nothing.
 * They stand in the backend that is measured.
 */
export const floorPlugin = createBackendPlugin({
  pluginId: 'bench',
  register(reg) {
    reg.registerInit({
      deps: {
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        permissions: coreServices.permissions,
      },
      async init({ http, httpAuth, permissions }) {
        const router = PromiseRouter();
        router.use(express.json());
        router.all('/floor', async (req, res) => {
          await httpAuth.credentials(req, { allow: ['user'] });
          res.json({});
        });
        router.get('/permitted', async (req, res) => {
          const credentials = await httpAuth.credentials(req, {
            allow: ['user'],
          });
          const question = { permission: jitRequestReadPermission };
          await permissions.authorizeConditional([question], { credentials });
          res.json({});
        });
        router.get('/memory', async (_req, res) => {
          collectGarbage();
          res.json(process.memoryUsage());
        });
        http.use(router);
      },
    });
  },
});
