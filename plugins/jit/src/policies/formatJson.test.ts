import { nonBlankLength } from '@jit-portal/backstage-plugin-jit-common';
import { formatJson } from './formatJson';

describe('formatJson', () => {
  it('lays a policy out, an element a line', () => {
    const policy =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["a:B","c:D"],"Resource":[],"Condition":{}}]}';
    expect(formatJson(policy)).toBe(
      JSON.stringify(JSON.parse(policy), null, 2),
    );
  });

  it.each([
    ['a name that stands twice', '{"Effect":"Deny","Effect":"Allow"}'],
    ['a letter written as an escape', '{"\\u0041ction":"*"}'],
    [
      'signs within a string',
      '{"a":"{,:[\\"]} \\\\","b":[1,-2.5e3,null,true]}',
    ],
    ['blanks within a string', '{ "a  b" :\n\t"c  d" }'],
    ['no more than a word', ' "a" '],
  ])('moves blanks and nothing else: %s', (_what, text) => {
    const laidOut = formatJson(text);
    const bare = (one: string) => one.match(/"(?:[^"\\]|\\.)*"|\S/g);
    expect(bare(laidOut)).toEqual(bare(text));
    expect(nonBlankLength(laidOut)).toBe(nonBlankLength(text));
    expect(JSON.parse(laidOut)).toEqual(JSON.parse(text));
    expect(formatJson(laidOut)).toBe(laidOut);
  });

  it('leaves what is no JSON alone', () => {
    expect(formatJson('{ "a": }')).toBe('{ "a": }');
    expect(formatJson('')).toBe('');
  });
});
