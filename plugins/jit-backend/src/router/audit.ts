import { AuditQuery } from '@jit-portal/backstage-plugin-jit-common';
import { Request, Router } from 'express';
import { RouterOptions } from './createRouter';
import { asking, many, moment, one, whole } from './query';
import { sendFile } from './sendFile';

function auditQuery(query: Request['query']): AuditQuery {
  return {
    type: many(query, 'type'),
    severity: many(query, 'severity'),
    actor: many(query, 'actor'),
    account: many(query, 'account'),
    request: one(query, 'request'),
    session: one(query, 'session'),
    from: moment(query, 'from'),
    to: moment(query, 'to'),
    order: one(query, 'order'),
    limit: whole(query, 'limit'),
    cursor: one(query, 'cursor'),
  };
}

export function addAuditRoutes(router: Router, options: RouterOptions): void {
  const { service } = options;

  router.get('/audit-events', async (req, res) => {
    const query = auditQuery(req.query);
    res.json(await service.listAuditEvents(query, await asking(options, req)));
  });

  router.post('/erasures', async (req, res) => {
    const { ref, reason } = req.body;
    const who = await asking(options, req);
    res.json(await service.erasePerson({ ref, reason }, who));
  });

  router.get('/audit-events/export', async (req, res) => {
    // Without its last line the reader knows that it is not whole
    await sendFile(res, {
      fileName: 'jit-record.ndjson',
      type: 'application/x-ndjson',
      text: await service.exportAuditEvents(await asking(options, req)),
    });
  });
}
