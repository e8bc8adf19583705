import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { PolicyQuery } from '@backstage/plugin-permission-node';
import { JitPolicy } from './JitPolicy';

const asked = (name: string): PolicyQuery => ({
  permission: { type: 'basic', name, attributes: {} },
});

describe('JitPolicy', () => {
  it.each([
    ['catalog.entity.read', AuthorizeResult.ALLOW],
    ['catalog.entity.refresh', AuthorizeResult.ALLOW],
    ['techdocs.read', AuthorizeResult.ALLOW],
    ['catalog.entity.delete', AuthorizeResult.DENY],
    ['catalog.location.delete', AuthorizeResult.DENY],
    // With it anybody points a registered location elsewhere
    ['catalog.location.create', AuthorizeResult.DENY],
    ['catalog.ingestion.manage', AuthorizeResult.DENY],
    ['catalog.whatever-comes-next', AuthorizeResult.DENY],
  ])('answers other plugins about %s: %s', async (name, result) => {
    expect(await new JitPolicy().handle(asked(name))).toEqual({ result });
  });

  it('leaves them to another policy where there is one', async () => {
    const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
    const policy = new JitPolicy({ otherwise: { handle: async () => allow } });
    expect(await policy.handle(asked('catalog.entity.delete'))).toBe(allow);
  });
});
