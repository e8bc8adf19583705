import { nonBlankLength } from '@jit-portal/backstage-plugin-jit-common';
import { endText, OPEN_END, withEndStatement } from './endStatement';
import { sizeOf } from './sizes';

const END = endText(new Date('2026-11-23T18:05:00.123Z'));
const ALLOW = '{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}';

describe('the end of a custom set (H7)', () => {
  it.each([
    ['a list', `{"Version":"2012-10-17", "Statement":[ ${ALLOW} ] }`, 2],
    ['one statement', `{"Statement":${ALLOW},"Version":"2012-10-17"}`, 2],
    ['nothing', undefined, 1],
  ])('is the last statement after %s', (_, policy, count) => {
    const sent = JSON.parse(withEndStatement(policy, END)!);
    expect(sent.Version).toBe('2012-10-17');
    expect(sent.Statement).toHaveLength(count);
    expect(sent.Statement.at(-1)).toEqual({
      Sid: 'JitHardEnd',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: {
        DateGreaterThanEquals: { 'aws:CurrentTime': '2026-11-23T18:05:00Z' },
      },
    });
  });

  it('leaves what was asked for as it was, byte for byte', () => {
    const policy = `{ "Version" : "2012-10-17",\n "Statement" : [\t${ALLOW} ] }`;
    const sent = withEndStatement(policy, END)!;
    expect(sent.startsWith(policy.slice(0, policy.lastIndexOf(']')))).toBe(
      true,
    );
    expect(sent.endsWith('] }')).toBe(true);
  });

  it('is as long open as dated, so that room for it can be kept', () => {
    expect(END).toHaveLength(OPEN_END.length);
    const policy = `{"Version":"2012-10-17","Statement":[${ALLOW}]}`;
    const dated = withEndStatement(policy, END)!;
    expect(sizeOf(policy).reserved).toBe(dated.length - policy.length);
  });

  it.each(['', '[]', '{"Statement":[]}', '{"Statement":5}'])(
    'cannot be put to %s',
    policy => {
      expect(withEndStatement(policy, END)).toBeUndefined();
    },
  );
});

describe('sizes', () => {
  it('counts no blanks between, and every one within', () => {
    expect(nonBlankLength('{ "a b" :\n "c\\" d" }')).toBe(
      '{"a b":"c\\" d"}'.length,
    );
  });

  it('takes no more than fits with the end in it', () => {
    const filled = (length: number) => {
      const empty = '{"Version":"2012-10-17","Statement":[],"Id":""}';
      const policy = empty.replace('[]', `[${ALLOW}]`);
      return policy.replace('""', `"${'x'.repeat(length - policy.length)}"`);
    };
    const { maxNonBlank } = sizeOf(filled(1000));
    expect(sizeOf(filled(maxNonBlank)).fits).toBe(true);
    expect(sizeOf(filled(maxNonBlank + 1)).fits).toBe(false);
    const longest = withEndStatement(filled(maxNonBlank), END)!;
    expect(nonBlankLength(longest)).toBe(10_240);
  });
});
