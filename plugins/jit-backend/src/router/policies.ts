import { Router } from 'express';
import { RouterOptions } from './createRouter';
import { anyoneAsking, one, whole } from './query';

export function addPolicyRoutes(router: Router, options: RouterOptions): void {
  const { service } = options;

  router.get('/managed-policies', async (req, res) => {
    const { query } = req;
    const who = await anyoneAsking(options, req);
    res.json(
      await service.listManagedPolicies(
        { q: one(query, 'q'), limit: whole(query, 'limit') },
        who,
      ),
    );
  });

  router.post('/policy-findings', async (req, res) => {
    const who = await anyoneAsking(options, req);
    res.json(await service.checkPolicies(req.body, who));
  });
}
