import { SessionQuery } from '@jit-portal/backstage-plugin-jit-common';
import { Request, Router } from 'express';
import { RouterOptions } from './createRouter';
import { asking, many, moment, one, whole, yes } from './query';

function sessionQuery(query: Request['query']): SessionQuery {
  return {
    scope: one(query, 'scope'),
    state: many(query, 'state'),
    account: many(query, 'account'),
    user: many(query, 'user'),
    permissionSet: many(query, 'permissionSet'),
    from: moment(query, 'from'),
    q: one(query, 'q'),
    longRunning: yes(query, 'longRunning'),
    offHours: yes(query, 'offHours'),
    sort: one(query, 'sort'),
    order: one(query, 'order'),
    limit: whole(query, 'limit'),
    cursor: one(query, 'cursor'),
  };
}

export function addSessionRoutes(router: Router, options: RouterOptions): void {
  const { service } = options;

  router.get('/sessions', async (req, res) => {
    const query = sessionQuery(req.query);
    res.json(await service.listSessions(query, await asking(options, req)));
  });

  router.get('/sessions/:id', async (req, res) => {
    const who = await asking(options, req);
    res.json(await service.getSession(req.params.id, who));
  });

  router.post('/sessions/:id/revoke', async (req, res) => {
    const who = await asking(options, req);
    res.json(await service.revokeSession(req.params.id, req.body, who));
  });

  router.post('/sessions/:id/release', async (req, res) => {
    const who = await asking(options, req);
    res.json(await service.releaseSession(req.params.id, who));
  });
}
