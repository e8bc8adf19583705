import fc from 'fast-check';
import {
  dueSets,
  KEPT_IN_USE_MS,
  KEPT_OFFERED_MS,
  SetOutline,
} from './dueSets';

const NOW = new Date('2026-11-25T12:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const OFFERED = 'ReadOnlyAccess';

const wanted = { offered: new Set([OFFERED]), inUse: new Set(['used']) };
const due = (...sets: SetOutline[]) => dueSets(sets, wanted, NOW);

const known = (
  arn: string,
  over: Partial<SetOutline> & { age: number },
): SetOutline => {
  const { age, ...rest } = over;
  return { arn, name: OFFERED, hasContent: true, readAt: ago(age), ...rest };
};

describe('which permission sets are read next', () => {
  it('those that were never read, first of them those that are in use', () => {
    const sets = ['a', 'used', 'z'].map(arn => ({ arn, hasContent: false }));
    expect(due(...sets).first).toEqual(['used', 'a', 'z']);
  });

  it('a name is read once and never again', () => {
    const named = { name: 'Other', hasContent: false };
    const sets = due(known('a', { ...named, age: 365 * 86_400_000 }));
    expect(sets).toEqual({ first: [], again: [], needless: [] });
  });

  it('what is in it, once it is offered or used', () => {
    const sets = [
      known('offered', { hasContent: false, age: 0 }),
      known('used', { name: 'Other', hasContent: false, age: 0 }),
    ];
    expect(due(...sets).first).toEqual(['used', 'offered']);
  });

  it('again once it is old: soon where a session uses it', () => {
    const sets = [
      known('young', { age: KEPT_OFFERED_MS - 1 }),
      known('old', { age: KEPT_OFFERED_MS }),
      known('used', { name: 'Other', age: KEPT_IN_USE_MS + 1 }),
    ];
    expect(due(...sets)).toEqual({
      first: [],
      again: ['used', 'old'],
      needless: [],
    });
  });

  it('none that could not be read a moment ago', () => {
    const retryAt = new Date(NOW.getTime() + 1);
    expect(
      due(
        { arn: 'a', hasContent: false, retryAt },
        known('b', { age: KEPT_OFFERED_MS, retryAt }),
      ),
    ).toEqual({ first: [], again: [], needless: [] });
    expect(due({ arn: 'a', hasContent: false, retryAt: NOW }).first).toEqual([
      'a',
    ]);
  });

  it('tells whose content nobody needs any more', () => {
    expect(due(known('a', { name: 'Other', age: 0 })).needless).toEqual(['a']);
  });

  it('whoever reads what is due, one after the other, comes to everything', () => {
    const outline = fc.record({
      name: fc.constantFrom(OFFERED, 'Other', undefined),
      age: fc.integer({ min: 0, max: 2 * KEPT_OFFERED_MS }),
      isInUse: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(outline, { maxLength: 20 }), drawn => {
        const inUse = new Set<string>();
        const names = new Map<string, string>();
        let sets = drawn.map(({ name, age, isInUse }, index): SetOutline => {
          const arn = `set-${index}`;
          if (isInUse) inUse.add(arn);
          names.set(arn, name ?? 'Unread');
          return name === undefined
            ? { arn, hasContent: false }
            : { arn, name, hasContent: name === OFFERED, readAt: ago(age) };
        });
        const { offered } = wanted;
        for (let reading = 0; reading <= drawn.length; reading++) {
          const { first, again } = dueSets(sets, { offered, inUse }, NOW);
          const [next] = [...first, ...again];
          if (next === undefined) return true;
          const name = names.get(next)!;
          const hasContent = offered.has(name) || inUse.has(next);
          sets = sets.map(set =>
            set.arn === next
              ? { arn: next, name, hasContent, readAt: NOW }
              : set,
          );
        }
        return false;
      }),
    );
  });
});
