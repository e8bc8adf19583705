import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  jitRequestReadPermission,
  jitRequestReviewPermission,
  jitSessionRevokePermission,
} from '@jit-portal/backstage-plugin-jit-common';
import { NoAnswer } from '../accounts/within';
import { Decisions } from './Decisions';

const all = [
  jitRequestReadPermission,
  jitRequestReviewPermission,
  jitSessionRevokePermission,
];
const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };

/** Decisions of a policy that answers each question as told. */
function under(answer: (permission: string) => PolicyDecision) {
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async questions =>
      questions.map(({ permission }) => answer(permission.name)),
  });
  return { permissions, decisions: new Decisions(permissions, all) };
}

const mayAllButReview = (name: string) =>
  name === jitRequestReviewPermission.name ? deny : allow;

describe('decisions of the policy', () => {
  it('are each what it says, and asked for together', async () => {
    const { permissions, decisions } = under(mayAllButReview);
    const nia = mockCredentials.user('user:default/nia');
    const [reading, reviewing] = await Promise.all([
      decisions.of(nia, jitRequestReadPermission),
      decisions.of(nia, jitRequestReviewPermission),
    ]);
    const revoking = await decisions.of(nia, jitSessionRevokePermission);
    expect([reading, reviewing, revoking]).toEqual([allow, deny, allow]);
    expect(permissions.authorizeConditional).toHaveBeenCalledTimes(1);
    expect(permissions.authorizeConditional).toHaveBeenCalledWith(
      all.map(permission => ({ permission })),
      { credentials: nia },
    );
  });

  it('hold for one HTTP request, not for the next of the same person', async () => {
    let answer = allow;
    const { decisions } = under(() => answer);
    const asked = () =>
      decisions.of(
        mockCredentials.user('user:default/nia'),
        jitRequestReadPermission,
      );
    expect(await asked()).toEqual(allow);
    answer = deny;
    expect(await asked()).toEqual(deny);
  });

  it('stand where the policy fails at another question', async () => {
    const { decisions } = under(name => {
      if (name === jitRequestReviewPermission.name) throw new Error('broken');
      return deny;
    });
    const nia = mockCredentials.user('user:default/nia');
    expect(await decisions.of(nia, jitSessionRevokePermission)).toEqual(deny);
    await expect(decisions.of(nia, jitRequestReviewPermission)).rejects.toThrow(
      'broken',
    );
  });

  it('are not waited for twice where nobody answers', async () => {
    jest.useFakeTimers();
    try {
      const permissions = mockServices.permissions.mock({
        authorizeConditional: () => new Promise(() => {}),
      });
      const decisions = new Decisions(permissions, all);
      const nia = mockCredentials.user('user:default/nia');
      const trouble = decisions
        .of(nia, jitRequestReadPermission)
        .catch(error => error);
      await jest.advanceTimersByTimeAsync(5_000);
      expect(await trouble).toBeInstanceOf(NoAnswer);
      await expect(
        decisions.of(nia, jitSessionRevokePermission),
      ).rejects.toBeInstanceOf(NoAnswer);
      expect(permissions.authorizeConditional).toHaveBeenCalledTimes(1);
    } finally {
      jest.useRealTimers();
    }
  });
});
