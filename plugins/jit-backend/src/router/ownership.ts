import { Router } from 'express';
import { RouterOptions } from './createRouter';
import { asking, many, one, whole } from './query';

export function addOwnershipRoutes(
  router: Router,
  options: RouterOptions,
): void {
  router.get('/ownership', async (req, res) => {
    const { query } = req;
    const page = await options.service.listOwnership(
      {
        view: one(query, 'view'),
        problem: many(query, 'problem'),
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

  router.post('/ownership/check', async (req, res) => {
    const who = await asking(options, req);
    res.json(await options.service.checkOwnership(who));
  });
}
