import { Router } from 'express';
import { RouterOptions } from './createRouter';
import { asking } from './query';

export function addMeRoutes(router: Router, options: RouterOptions): void {
  router.get('/me', async (req, res) => {
    res.json(await options.service.me(await asking(options, req)));
  });
}
