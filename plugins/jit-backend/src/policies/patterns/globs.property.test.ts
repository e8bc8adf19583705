import fc from 'fast-check';
import { globContains, globMatches, globsOverlap } from './globs';

const text = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 6 });
const pattern = fc.string({
  unit: fc.constantFrom('a', 'b', ':', '*', '?'),
  maxLength: 6,
});

/** The same question, asked of a regular expression. */
function byRegExp(glob: string, subject: string): boolean {
  const source = glob.replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(subject);
}

describe('globs', () => {
  it.each([
    ['s3:Get*', 's3:GetObject', true],
    ['s3:Get?bject', 's3:GetObject', true],
    ['s3:Get', 's3:GetObject', false],
    ['*', '', true],
  ])('%s takes %s: %s', (glob, subject, taken) => {
    expect(globMatches(glob, subject)).toBe(taken);
  });

  it.each([
    ['s3:*', 's3:Get*', true],
    ['s3:Get*', 's3:*', false],
    ['s3:Get?', 's3:Get*', false],
    ['a*b*', 'a*', false],
    ['a*', 'a*b*', true],
  ])('%s takes all of %s: %s', (outer, inner, held) => {
    expect(globContains(outer, inner)).toBe(held);
  });

  it.each([
    ['s3:Put*', 's3:*Acl', true],
    ['s3:Put*', 's3:Get*', false],
    ['a?', 'ab', true],
    ['a', 'a*', true],
    ['', '*', true],
    ['*', '', true],
  ])('%s and %s meet: %s', (one, other, met) => {
    expect(globsOverlap(one, other)).toBe(met);
  });

  it('takes what a regular expression takes', () => {
    fc.assert(
      fc.property(pattern, text, (glob, subject) => {
        expect(globMatches(glob, subject)).toBe(byRegExp(glob, subject));
      }),
    );
  });

  it('never claims to contain what it does not take', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (outer, inner, subject) => {
        if (globContains(outer, inner) && byRegExp(inner, subject)) {
          expect(byRegExp(outer, subject)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('meets wherever one text is taken by both', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (one, other, subject) => {
        if (byRegExp(one, subject) && byRegExp(other, subject)) {
          expect(globsOverlap(one, other)).toBe(true);
        }
        expect(globsOverlap(one, other)).toBe(globsOverlap(other, one));
      }),
      { numRuns: 2000 },
    );
  });

  it('answers at once about patterns made to hang a backtracking matcher', () => {
    const stars = `${'a*'.repeat(500)}b`;
    expect(globMatches(stars, 'a'.repeat(2000))).toBe(false);
    expect(globsOverlap(stars, 'a'.repeat(2000))).toBe(false);
  });
});
