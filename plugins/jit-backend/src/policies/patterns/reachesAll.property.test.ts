import fc from 'fast-check';
import { globContains } from './globs';
import { reachesAll } from './reachesAll';

const KINDS = ['*', 'role/*', 'log-group:*', 'log-group:*:log-stream:*'];
const NAMES = ['a', 'app-orders', 'Z9', 'x/y/z', '0123456789', 'log', 'role/'];

/** Every sample that a kind has, each of its stars with each of the names. */
function samplesOf(kind: string): string[] {
  const [before, ...after] = kind.split('*');
  return after.reduce<string[]>(
    (all, rest) => all.flatMap(so => NAMES.map(name => `${so}${name}${rest}`)),
    [before],
  );
}

const kind = fc.constantFrom(...KINDS);
/** Bits of the kinds between wildcards, so that many of them fit. */
const pattern = fc
  .array(
    fc.constantFrom(
      ...['*', '*', '?', 'r', 'role', '/', 'log', '-', 'group', ':'],
      ...['stream', 'a', 'app', 'x'],
    ),
    { maxLength: 7 },
  )
  .map(parts => parts.join(''));

function takes(glob: string, text: string): boolean {
  const source = glob.replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(text);
}

describe('a pattern reaches all of a kind', () => {
  it('where it takes every sample of it', () => {
    fc.assert(
      fc.property(pattern, kind, (glob, of) => {
        if (samplesOf(of).every(sample => takes(glob, sample))) {
          expect(reachesAll(glob, of)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('where it contains it, in whatever part of the letters', () => {
    fc.assert(
      fc.property(pattern, kind, (glob, of) => {
        if (globContains(glob, of)) expect(reachesAll(glob, of)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('where a narrower one does, also where the kind is left open', () => {
    const some = fc.oneof(kind, fc.constantFrom('*:*', '*/*', '*/role/*'));
    fc.assert(
      fc.property(
        pattern,
        fc.nat(),
        fc.nat(),
        some,
        fc.boolean(),
        (inner, from, length, of, isOpen) => {
          const at = from % (inner.length + 1);
          const end = at + (length % (inner.length - at + 1));
          const outer = `${inner.slice(0, at)}*${inner.slice(end)}`;
          if (reachesAll(inner, of, isOpen)) {
            expect(reachesAll(outer, of, isOpen)).toBe(true);
          }
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('and never where three characters in a row name something', () => {
    fc.assert(
      fc.property(
        kind,
        fc.stringMatching(/^[*?]{0,3}$/),
        fc.stringMatching(/^[*?]{0,3}$/),
        (of, before, after) => {
          const glob = of.replaceAll('*', `${before}Q_Q${after}*`);
          expect(reachesAll(glob, of)).toBe(false);
        },
      ),
    );
  });

  it('which is told at once, however many stars it has', () => {
    const stars = '*a'.repeat(5000);
    expect(reachesAll(`${stars}*`, 'role/*')).toBe(true);
    expect(reachesAll(`${stars}bcd`, 'role/*')).toBe(false);
  });
});
