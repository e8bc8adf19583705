import { Router } from 'express';
import { RouterOptions } from './createRouter';
import { asking, one, whole } from './query';

export function addAccountRoutes(router: Router, options: RouterOptions): void {
  const { service } = options;

  router.get('/accounts', async (req, res) => {
    const { query } = req;
    const page = await service.listAccounts(
      {
        scope: one(query, 'scope'),
        q: one(query, 'q'),
        sort: one(query, 'sort'),
        order: one(query, 'order'),
        limit: whole(query, 'limit'),
        cursor: one(query, 'cursor'),
      },
      await asking(options, req),
    );
    res.json(page);
  });

  router.get('/accounts/:accountId', async (req, res) => {
    const { accountId } = req.params;
    res.json(await service.getAccount(accountId, await asking(options, req)));
  });

  router.get('/accounts/:accountId/request-options', async (req, res) => {
    const { accountId } = req.params;
    const who = await asking(options, req);
    res.json(await service.getRequestOptions(accountId, who));
  });
}
