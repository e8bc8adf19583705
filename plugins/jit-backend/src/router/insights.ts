import { Router } from 'express';
import { RouterOptions } from './createRouter';
import { asking, many, one } from './query';

export function addInsightsRoutes(
  router: Router,
  options: RouterOptions,
): void {
  router.get('/insights', async (req, res) => {
    const { query } = req;
    const insights = await options.service.getInsights(
      {
        from: one(query, 'from'),
        to: one(query, 'to'),
        account: many(query, 'account'),
      },
      await asking(options, req),
    );
    res.json(insights);
  });
}
