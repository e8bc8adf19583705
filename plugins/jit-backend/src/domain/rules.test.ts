import fc from 'fast-check';
import {
  aCustomRequest,
  approver,
  aRequest,
  aSession,
  minutesAfter,
  NINE,
} from '../testing/records';
import { sessionActions } from './allowedActions';
import { cancel, remind } from './cancel';
import { ago } from './closedSentences';
import { contentHashOf } from './contentHash';
import { release, revoke } from './end';
import { planStages } from './plan';
import { riskFlagsOf, RiskFacts } from './riskFlags';
import {
  hasForbiddenCharacters,
  lengthOf,
  textProblem,
  tidy,
  visibleLengthOf,
  withoutForbiddenCharacters,
} from './text';
import { isOffHours } from './workingHours';

describe('the plan of stages', () => {
  const facts = {
    type: 'standard' as const,
    requesterRef: 'dana',
    ownerRefs: ['olivia'],
    ssoAdminRefs: ['sam'],
    adminRefs: ['ada'],
    maxMinutes: 480,
    approvals: {
      allowSelfReview: false,
      requireComment: { reject: true, approveHighRisk: true },
    },
  };
  const stages = (change: Partial<typeof facts> | { type: 'custom' }) => {
    const plan = planStages({ ...facts, ...change });
    return plan.ok ? plan.value.stages : plan.refusal.code;
  };

  it('has one stage for a standard request', () => {
    expect(stages({})).toEqual([
      {
        name: 'owner',
        reviewers: ['owner', 'sso-admin', 'admin'],
        adminsInstead: false,
      },
    ]);
  });

  it('has two for a custom one', () => {
    expect(stages({ type: 'custom' })).toMatchObject([
      { name: 'owner', reviewers: ['owner'] },
      { name: 'admin', reviewers: ['sso-admin'] },
    ]);
  });

  it('gives the owner stage to admins where only the requester owns', () => {
    expect(stages({ ownerRefs: ['dana'] })).toMatchObject([
      { adminsInstead: true },
    ]);
    expect(
      stages({ ...facts, type: 'custom', ownerRefs: ['dana'] } as never),
    ).toMatchObject([{ reviewers: ['admin'] }, {}]);
  });

  it('is refused where nobody else is left', () => {
    expect(
      stages({ ownerRefs: ['dana'], ssoAdminRefs: ['dana'], adminRefs: [] }),
    ).toBe('no-reviewer');
  });
});

describe('the content hash', () => {
  const base = contentHashOf(aRequest());

  it.each([
    ['person', { principal: { id: 'other', userName: 'x' } }],
    ['account', { account: { ...aRequest().account, id: '222222222222' } }],
    ['entity', { account: { ...aRequest().account, entityUid: 'other' } }],
    ['set', { permissionSetArn: 'other' }],
    ['fingerprint', { permissionSetFingerprint: 'other' }],
    ['duration', { minutes: 61 }],
    ['justification', { justification: 'other' }],
  ])('changes with the %s', (_what, change) => {
    expect(contentHashOf(aRequest(change))).not.toBe(base);
  });

  it('stays the same through reviews and the order of fields', () => {
    const approved = aRequest({ status: 'APPROVED', approvedMinutes: 15 });
    expect(contentHashOf(approved)).toBe(base);
    const reversed = Object.fromEntries(Object.entries(aRequest()).reverse());
    expect(contentHashOf(reversed as never)).toBe(base);
  });

  it('sorts the policies of a custom set', () => {
    const withPolicies = (managedPolicies: string[]) => {
      const request = aCustomRequest();
      return contentHashOf({
        ...request,
        permissionSet: { ...request.permissionSet, managedPolicies } as never,
      });
    };
    expect(withPolicies(['a', 'b'])).toBe(withPolicies(['b', 'a']));
    expect(withPolicies(['a'])).not.toBe(withPolicies(['b']));
  });
});

describe('risk flags', () => {
  const quiet: RiskFacts = {
    setName: 'ReadOnlyAccess',
    minutes: 60,
    justification: 'See OPS-771',
    now: NINE,
    offHours: false,
    earlierRequests: 3,
    hasActiveSession: false,
  };

  it('are none where there is nothing to notice', () => {
    expect(riskFlagsOf(quiet)).toEqual([]);
  });

  it.each<[Partial<RiskFacts>, string, string]>([
    [{ setName: 'AdministratorAccess' }, 'HIGH', 'Administrator access'],
    [{ setName: 'AWSAdministratorAccess' }, 'HIGH', 'Administrator access'],
    [
      {
        setName: 'PlatformOps',
        managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      },
      'HIGH',
      'Administrator access',
    ],
    [
      { minutes: 120, usualMinutes: 60 },
      'MEDIUM',
      'Longer than usual for this set (usual 1 h)',
    ],
    [{ offHours: true }, 'MEDIUM', 'Asked outside working hours'],
    [{ earlierRequests: 0 }, 'NOTE', 'First request on this account'],
    [
      {
        lastRejection: {
          number: 41,
          setName: 'PowerUserAccess',
          at: minutesAfter(NINE, -2880),
        },
      },
      'NOTE',
      'REQ-41 for PowerUserAccess was rejected 2 d before this',
    ],
    [{ hasActiveSession: true }, 'NOTE', 'Already has an active session here'],
    [
      { justification: 'Have a look' },
      'NOTE',
      'Justification has no ticket link',
    ],
  ])('%j: %s %s', (change, level, text) => {
    expect(riskFlagsOf({ ...quiet, ...change })).toMatchObject([
      { level, text },
    ]);
  });

  it('do not take DatabaseAdmin for everything', () => {
    expect(riskFlagsOf({ ...quiet, setName: 'DatabaseAdmin' })).toEqual([]);
  });

  it.each(['https://jira/OPS-1', 'OPS-771', 'fixes #12'])(
    'take %s for a ticket',
    justification => {
      expect(riskFlagsOf({ ...quiet, justification })).toEqual([]);
    },
  );
});

describe('text', () => {
  it('is counted in characters as people see them, trimmed', () => {
    expect(lengthOf(tidy('  e\u0301🙂 \r\n'))).toBe(2);
    expect(textProblem('🙂'.repeat(19), { min: 20, max: 30 })).toBe(
      '1 more character needed.',
    );
    expect(textProblem('🙂'.repeat(31), { min: 20, max: 30 })).toBe(
      'At most 30 characters.',
    );
  });

  it.each([
    '\u0000',
    '\u0007',
    '\u009f',
    '\u202e',
    '\u2066',
    '\u200b',
    '\ud800',
    // Soft hyphen, invisible operators, blanks that are letters or symbols
    '\u00ad',
    '\u2061',
    '\u2064',
    '\u2800',
    '\u3164',
    '\uffa0',
    '\u115f',
    '\u1160',
    '\u034f',
    '\u180e',
    '\ufff9',
    // Tags, which spell a text that nobody sees
    '\u{e0001}',
    '\u{e0041}',
    '\u{e007f}',
    // What joins or picks a variant, where there is nothing to join or pick
    '\u200c',
    '\u200d',
    '\ufe0f',
    '\u{e0100}',
  ])('may not hide %j', character => {
    expect(hasForbiddenCharacters(`a${character}b`)).toBe(true);
    expect(hasForbiddenCharacters(character)).toBe(true);
    expect(withoutForbiddenCharacters(`a${character}b`)).toBe('ab');
  });

  it.each([
    [
      'a non-joiner in Persian',
      '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
    ],
    ['a joiner in Hindi', '\u0915\u094d\u200d\u0937'],
    ['a family', '👨\u200d👩\u200d👧'],
    ['a woman with a skin tone in space', '👩🏽\u200d🚀'],
    ['a flag of two', '🏳\ufe0f\u200d🌈'],
    ['a red heart', '\u2764\ufe0f'],
    ['a keycap', '1\ufe0f\u20e3'],
    ['a variant of an ideograph', '\u845b\u{e0100}'],
    ['a variant of a Mongolian letter', '\u1820\u180b'],
  ])('may have %s', (_, written) => {
    expect(hasForbiddenCharacters(written)).toBe(false);
    expect(withoutForbiddenCharacters(written)).toBe(written);
  });

  it('is long enough by what there is to read', () => {
    const limits = { min: 20, max: 1000 };
    expect(textProblem('\u3164'.repeat(20), limits)).toMatch(/invisible/);
    expect(textProblem(`a${' '.repeat(30)}b`, limits)).toBe(
      '17 more characters needed.',
    );
    expect(textProblem('❤\ufe0f'.repeat(10), limits)).toBe(
      '10 more characters needed.',
    );
    expect(textProblem('Retry the payouts 12', limits)).toBeUndefined();
  });

  it('has nothing forbidden left once that is taken out, and at most as much to read', () => {
    const piece = fc.constantFrom(
      ...'ab1 ☺👩क',
      ...['\u200d', '\u200c', '\ufe0f', '\u{e0100}', '\u20e3', '\u00ad'],
    );
    const mixed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join('')),
    );
    fc.assert(
      fc.property(mixed, written => {
        const left = withoutForbiddenCharacters(written);
        expect(hasForbiddenCharacters(left)).toBe(false);
        expect(visibleLengthOf(left)).toBeLessThanOrEqual(lengthOf(written));
        expect(left !== written).toBe(hasForbiddenCharacters(written));
      }),
      { numRuns: 1000 },
    );
  });

  it('may have line breaks, tabs and every script', () => {
    expect(hasForbiddenCharacters('Grüße\n\tпривет 你好 🙂 العربية')).toBe(
      false,
    );
  });

  it('stays tidy once it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(tidy(tidy(text))).toBe(tidy(text));
      }),
    );
  });
});

describe('working hours', () => {
  const hours = { from: '07:00', to: '19:00', days: [1, 2, 3, 4, 5] };

  it.each([
    ['2026-11-23T07:00:00Z', 'UTC', false],
    ['2026-11-23T06:59:59Z', 'UTC', true],
    ['2026-11-23T19:00:00Z', 'UTC', true],
    ['2026-11-23T06:30:00Z', 'Europe/Berlin', false], // half past seven there
    ['2026-11-22T12:00:00Z', 'UTC', true], // a Sunday
    ['2026-11-22T23:30:00Z', 'Asia/Tokyo', false], // Monday morning there
  ])('%s in %s: off hours %p', (time, zone, off) => {
    expect(isOffHours(new Date(time), hours, zone)).toBe(off);
  });
});

describe('cancelling and reminding', () => {
  const dana = 'user:default/dana';
  const codeOf = (judged: ReturnType<typeof cancel>) =>
    judged.ok ? 'ok' : judged.refusal.code;

  it('is the requester’s own, while pending', () => {
    expect(codeOf(cancel(aRequest(), dana))).toBe('ok');
    expect(codeOf(cancel(aRequest(), 'user:default/sam'))).toBe('not-yours');
    expect(codeOf(cancel(aRequest({ status: 'REJECTED' }), dana))).toBe(
      'not-pending',
    );
  });

  it('reminds once an hour, and not past the window', () => {
    const at = (minutes: number, remindedAt?: Date) =>
      codeOf(
        remind(aRequest({ remindedAt }), dana, minutesAfter(NINE, minutes)),
      );
    expect(at(1)).toBe('ok');
    expect(at(59, NINE)).toBe('reminded-recently');
    expect(at(60, NINE)).toBe('ok');
    expect(at(1440)).toBe('window-over');
  });
});

describe('ending a session', () => {
  it('is its user’s to release and others’ to revoke', () => {
    const active = aSession();
    expect(release(active, 'user:default/dana').ok).toBe(true);
    expect(release(active, 'user:default/sam').ok).toBe(false);
    expect(revoke(active, approver('sam')).ok).toBe(true);
    expect(revoke(active, approver('theo'))).toMatchObject({
      refusal: { code: 'not-an-approver' },
    });
  });

  it('is never revoked by the same human under another name', () => {
    const alias = approver('dana', { ref: 'user:other/d', isOwner: true });
    expect(revoke(aSession(), alias)).toMatchObject({
      refusal: { code: 'own-session' },
    });
    expect(sessionActions(aSession(), alias, { revoke: true })).toEqual([]);
  });

  it.each(['ENDED', 'REVOKED', 'FAILED'] as const)(
    'is over at %s: nothing is drawn, and the deed says so',
    status => {
      const over = aSession({ status });
      expect(sessionActions(over, approver('sam'), { revoke: true })).toEqual(
        [],
      );
      expect(revoke(over, approver('sam'))).toMatchObject({
        refusal: { code: 'already-ended' },
      });
    },
  );
});

describe('how long ago', () => {
  it.each([
    [1, '1 second ago'],
    [59, '59 seconds ago'],
    [60, '1 min ago'],
    [5400, '1 h 30 min ago'],
  ])('%p seconds: %s', (seconds, words) => {
    expect(ago(NINE, new Date(+NINE + seconds * 1000))).toBe(words);
  });
});
