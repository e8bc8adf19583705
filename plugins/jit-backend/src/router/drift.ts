import { Router } from 'express';
import { RouterOptions } from './createRouter';
import { asking, many, one, whole } from './query';

export function addDriftRoutes(router: Router, options: RouterOptions): void {
  router.get('/drift', async (req, res) => {
    const { query } = req;
    const page = await options.service.listDrift(
      {
        state: one(query, 'state'),
        kind: many(query, 'kind'),
        account: many(query, 'account'),
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
}
