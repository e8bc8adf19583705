import { RequestQuery } from '@jit-portal/backstage-plugin-jit-common';
import { Request, Router } from 'express';
import { RouterOptions } from './createRouter';
import { asking, many, moment, one, whole, yes } from './query';
import { sendCsv } from './sendCsv';

function requestQuery(query: Request['query']): RequestQuery {
  return {
    scope: one(query, 'scope'),
    status: many(query, 'status'),
    state: many(query, 'state'),
    account: many(query, 'account'),
    requester: many(query, 'requester'),
    reviewer: many(query, 'reviewer'),
    permissionSet: many(query, 'permissionSet'),
    type: one(query, 'type'),
    from: moment(query, 'from'),
    to: moment(query, 'to'),
    q: one(query, 'q'),
    risk: yes(query, 'risk'),
    reason: one(query, 'reason'),
    session: one(query, 'session'),
    asked: one(query, 'asked'),
    coveredBy: one(query, 'coveredBy'),
    sort: one(query, 'sort'),
    order: one(query, 'order'),
    limit: whole(query, 'limit'),
    cursor: one(query, 'cursor'),
    counts: one(query, 'counts'),
  };
}

export function addRequestRoutes(router: Router, options: RouterOptions): void {
  const { service } = options;

  router.post('/requests', async (req, res) => {
    const idempotencyKey = req.header('idempotency-key');
    const who = await asking(options, req);
    const request = await service.submitRequest(
      req.body,
      { idempotencyKey },
      who,
    );
    res.status(201).json(request);
  });

  router.get('/requests', async (req, res) => {
    const query = requestQuery(req.query);
    res.json(await service.listRequests(query, await asking(options, req)));
  });

  router.get('/requests/export', async (req, res) => {
    const query = requestQuery(req.query);
    const who = await asking(options, req);
    await sendCsv(res, await service.exportRequests(query, who));
  });

  router.get('/requests/:id', async (req, res) => {
    const who = await asking(options, req);
    res.json(await service.getRequest(req.params.id, who));
  });

  router.get('/requests/:id/events', async (req, res) => {
    const who = await asking(options, req);
    res.json(await service.getRequestEvents(req.params.id, who));
  });

  router.post('/requests/reviews', async (req, res) => {
    const who = await asking(options, req);
    res.json(await service.reviewRequests(req.body, who));
  });

  router.post('/submissions', async (req, res) => {
    const idempotencyKey = req.header('idempotency-key');
    const who = await asking(options, req);
    res.json(await service.submitRequests(req.body, { idempotencyKey }, who));
  });

  router.post('/requests/:id/reviews', async (req, res) => {
    const who = await asking(options, req);
    res.json(await service.reviewRequest(req.params.id, req.body, who));
  });

  router.post('/requests/:id/cancel', async (req, res) => {
    const who = await asking(options, req);
    res.json(await service.cancelRequest(req.params.id, who));
  });

  router.post('/requests/:id/remind', async (req, res) => {
    const who = await asking(options, req);
    res.json(await service.remindReviewers(req.params.id, who));
  });
}
