import {
  commentProblem,
  emptyDraft,
  reviewBodyOf,
  withComment,
  withQuickText,
} from './comment';

const rules = {
  requireComment: { approve: false, reject: true },
  commentMax: 500,
};
const wide = { ...rules, requireComment: { approve: true, reject: true } };

describe('commentProblem', () => {
  it.each([
    ['approve', '', rules, undefined],
    ['approve', '', wide, 'commentWide'],
    ['approve', 'Fine for OPS-771', wide, undefined],
    ['reject', '', rules, 'commentMissing'],
    ['reject', '    no    ', rules, 'commentMissing'],
    ['reject', 'wrong', rules, undefined],
    ['reject', 'x'.repeat(501), rules, 'commentLong'],
    ['approve', 'x'.repeat(500), rules, undefined],
    // As the server counts: an emoji is one, and blanks that follow blanks none
    ['approve', '🙂'.repeat(500), rules, undefined],
    ['approve', '🙂'.repeat(501), rules, 'commentLong'],
    ['reject', 'a      b', rules, 'commentMissing'],
  ] as const)('%s with “%.20s”', (decision, comment, given, problem) => {
    expect(commentProblem(decision, comment, given)).toBe(problem);
  });

  it('lets a portal do without a reason for a rejection', () => {
    const lenient = {
      ...rules,
      requireComment: { approve: false, reject: false },
    };
    expect(commentProblem('reject', '', lenient)).toBeUndefined();
  });
});

describe('the reason of a rejection', () => {
  const chosen = withQuickText(
    emptyDraft,
    'too-long',
    'Too long for this task.',
  );

  it('is the quick text chosen, even when edited', () => {
    const edited = withComment(chosen, 'Too long for this task. Two hours do.');
    expect(reviewBodyOf('reject', edited)).toEqual({
      comment: 'Too long for this task. Two hours do.',
      reasonCode: 'too-long',
    });
  });

  it('is forgotten with the text', () => {
    const retyped = withComment(withComment(chosen, ''), 'Ask Olivia first');
    expect(reviewBodyOf('reject', retyped).reasonCode).toBe('other');
  });

  it('does not travel with an approval', () => {
    expect(reviewBodyOf('approve', { ...chosen, duration: 'PT1H' })).toEqual({
      comment: 'Too long for this task.',
      duration: 'PT1H',
    });
  });
});

it('sends no duration with a rejection and no empty comment', () => {
  expect(reviewBodyOf('reject', { comment: '  ', duration: 'PT1H' })).toEqual({
    comment: undefined,
    reasonCode: 'other',
  });
});
