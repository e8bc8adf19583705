import { createPermissionIntegrationRouter } from '@backstage/plugin-permission-node';
import { JitRequestResource, JitSessionResource } from '../resources';
import { jitAccountRules, jitRequestRules, jitSessionRules } from './index';

const surroundings = {
  accountId: '111122223333',
  ownerPeople: new Set(['user:default/olga']),
  roleHolders: {
    admin: new Set(['user:default/adi']),
    'sso-admin': new Set(['user:default/sam']),
    auditor: new Set<string>(),
  },
};

const request: JitRequestResource = {
  ...surroundings,
  requesterRef: 'user:default/ana',
  status: 'PENDING',
  permissionSetType: 'standard',
};

const session: JitSessionResource = {
  ...surroundings,
  userRef: 'user:default/ana',
  status: 'ACTIVE',
  permissionSetType: 'standard',
};

describe('permission rules', () => {
  it('tell the requester of a request', () => {
    const { apply } = jitRequestRules.isRequester;
    expect(apply(request, { userRef: 'user:default/ana' })).toBe(true);
    expect(apply(request, { userRef: 'User:Default/Ana' })).toBe(true);
    expect(apply(request, { userRef: 'user:other/ana' })).toBe(false);
  });

  it('tell the user of a session', () => {
    const { apply } = jitSessionRules.isSessionUser;
    expect(apply(session, { userRef: 'user:default/ana' })).toBe(true);
    expect(apply(session, { userRef: 'user:default/olga' })).toBe(false);
  });

  it('tell owners, through any group', () => {
    const { apply } = jitRequestRules.isAccountOwner;
    expect(apply(request, { userRef: 'user:default/Olga' })).toBe(true);
    expect(apply(request, { userRef: 'user:default/ana' })).toBe(false);
  });

  it('tell roles, of which one is enough', () => {
    const { apply } = jitSessionRules.hasJitRole;
    const userRef = 'user:default/adi';
    expect(apply(session, { userRef, roles: ['auditor', 'admin'] })).toBe(true);
    expect(apply(session, { userRef, roles: ['sso-admin'] })).toBe(false);
    expect(apply(session, { userRef, roles: [] })).toBe(false);
  });

  it('tell accounts', () => {
    const { apply } = jitAccountRules.hasAccount;
    expect(apply(surroundings, { accountIds: ['111122223333'] })).toBe(true);
    expect(apply(surroundings, { accountIds: [] })).toBe(false);
  });

  it('let nothing through for an account without an id', () => {
    const { apply } = jitAccountRules.hasAccount;
    const nameless = { ...surroundings, accountId: undefined };
    expect(apply(nameless, { accountIds: ['111122223333'] })).toBe(false);
  });

  it('tell statuses and kinds of permission sets', () => {
    expect(
      jitRequestRules.hasStatus.apply(request, { statuses: ['PENDING'] }),
    ).toBe(true);
    expect(
      jitSessionRules.hasStatus.apply(session, { statuses: ['ENDED'] }),
    ).toBe(false);
    expect(
      jitRequestRules.hasPermissionSetType.apply(request, { type: 'custom' }),
    ).toBe(false);
  });

  it('describe their parameters to Backstage', () => {
    // The permission framework refuses schemas that it cannot convert
    expect(() =>
      createPermissionIntegrationRouter({
        resources: [
          {
            resourceType: 'jit-request',
            rules: Object.values(jitRequestRules),
          },
          {
            resourceType: 'jit-session',
            rules: Object.values(jitSessionRules),
          },
          {
            resourceType: 'jit-account',
            rules: Object.values(jitAccountRules),
          },
        ],
      }),
    ).not.toThrow();
  });
});
