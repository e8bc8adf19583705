import { Router } from 'express';
import { RouterOptions } from './createRouter';
import { asking, many, moment } from './query';

export function addInsightsRoutes(
  router: Router,
  options: RouterOptions,
): void {
  router.get('/insights', async (req, res) => {
    const { query } = req;
    const insights = await options.service.getInsights(
      {
        from: moment(query, 'from'),
        to: moment(query, 'to'),
        account: many(query, 'account'),
      },
      await asking(options, req),
    );
    res.json(insights);
  });
}
