import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  PermissionPolicy,
} from '@backstage/plugin-permission-node';
import {
  jitAccountReadPermission,
  jitPermissions,
  jitRequestReadPermission,
  jitSessionReadPermission,
  jitSessionRevokePermission,
} from '@jit-portal/backstage-plugin-jit-common';
import { JitPolicy } from './JitPolicy';
import { jitPolicyDecision } from './jitPolicyDecision';
import { JitRequestResource, JitSessionResource } from './resources';
import { jitRequestRules, jitSessionRules } from './rules';

const surroundings = {
  accountId: '111122223333',
  ownerPeople: new Set(['user:default/olga']),
  roleHolders: {
    admin: new Set(['user:default/adi']),
    'sso-admin': new Set(['user:default/sam']),
    auditor: new Set(['user:default/uma']),
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

function user(ref: string) {
  const credentials = mockCredentials.user(ref);
  const info = { userEntityRef: ref, ownershipEntityRefs: [ref] };
  return { credentials, info };
}

const widget = createPermission({ name: 'widget.read', attributes: {} });

describe('jitPolicyDecision', () => {
  it.each([
    ['ana', 'made it', true],
    ['olga', 'owns the account', true],
    ['sam', 'is an SSO admin', true],
    ['adi', 'is an admin', true],
    ['uma', 'is an auditor', true],
    ['nia', 'has nothing to do with it', false],
  ])('%s, who %s: reads requests and sessions: %s', (name, _, reads) => {
    const as = user(`user:default/${name}`);
    const decideOn = (permission: (typeof jitPermissions)[number]) =>
      jitPolicyDecision({ permission }, as)!;
    expect(
      createConditionAuthorizer(Object.values(jitRequestRules))(
        decideOn(jitRequestReadPermission),
        request,
      ),
    ).toBe(reads);
    expect(
      createConditionAuthorizer(Object.values(jitSessionRules))(
        decideOn(jitSessionReadPermission),
        session,
      ),
    ).toBe(reads);
  });

  it('leaves deeds to the rule underneath', () => {
    for (const permission of [
      jitSessionRevokePermission,
      jitAccountReadPermission,
    ]) {
      expect(
        jitPolicyDecision({ permission }, user('user:default/nia')),
      ).toEqual({ result: AuthorizeResult.ALLOW });
    }
  });

  it.each(jitPermissions)(
    'denies $name to nobody in particular',
    permission => {
      const service = { ...user('user:default/x') };
      const asService = {
        ...service,
        credentials: mockCredentials.service('plugin:x'),
      };
      const denied = { result: AuthorizeResult.DENY };
      expect(jitPolicyDecision({ permission })).toEqual(denied);
      expect(jitPolicyDecision({ permission }, asService)).toEqual(denied);
    },
  );

  it("says nothing on other plugins' permissions", () => {
    expect(
      jitPolicyDecision({ permission: widget }, user('user:default/ana')),
    ).toBeUndefined();
  });
});

describe('JitPolicy', () => {
  it("allows other plugins' permissions, or asks the policy it is given", async () => {
    await expect(
      new JitPolicy().handle({ permission: widget }),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
    const otherwise: PermissionPolicy = {
      handle: async () => ({ result: AuthorizeResult.DENY }),
    };
    await expect(
      new JitPolicy({ otherwise }).handle({ permission: widget }),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
  });

  it('does not let another policy loosen ours', async () => {
    const otherwise: PermissionPolicy = {
      handle: async () => ({ result: AuthorizeResult.ALLOW }),
    };
    const decision = await new JitPolicy({ otherwise }).handle(
      { permission: jitRequestReadPermission },
      user('user:default/nia'),
    );
    expect(decision.result).toBe(AuthorizeResult.CONDITIONAL);
  });
});
