import { Router } from 'express';
import { RouterOptions } from './createRouter';
import { asking } from './query';

export function addPauseRoutes(router: Router, options: RouterOptions): void {
  router.get('/pause', async (req, res) => {
    res.json(await options.service.listPauses(await asking(options, req)));
  });

  router.post('/pause', async (req, res) => {
    const { accountId, paused, reason } = req.body;
    const body = { accountId, paused, reason };
    res.json(await options.service.setPause(body, await asking(options, req)));
  });

  router.post('/quarantine/end', async (req, res) => {
    const body = { reason: req.body.reason };
    const who = await asking(options, req);
    res.json(await options.service.endQuarantine(body, who));
  });
}
