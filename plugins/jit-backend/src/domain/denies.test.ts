import fc from 'fast-check';
import { DenyRecord, fit, formOf, pruneAfter, sizeOf } from './denies';

const NOW = new Date('2026-11-23T12:00:00Z');
const MINUTE = 60_000;

function aDeny(n: number, over: Partial<DenyRecord> = {}): DenyRecord {
  return {
    id: `d${n}`,
    version: 1,
    policyId: 'p',
    assignmentId: `a${n}`,
    accountId: '111111111111',
    principalId: `9967abcdef-${String(n).padStart(8, '0')}-4c1d-4e2f-8a3b-5d6e`,
    setName: 'Read',
    kind: 'inline-deny',
    state: 'wanted',
    urgent: false,
    wantedAt: new Date(NOW.getTime() + n),
    lastingMinutes: 60,
    ...over,
  };
}

describe('how many denies fit (H28)', () => {
  it('500 ends on one set: as many as AWS takes, the oldest first', () => {
    const denies = Array.from({ length: 500 }, (_, n) => aDeny(n));
    const { written, left, text, size } = fit(
      'inline-deny',
      '',
      denies,
      10_240,
    );
    expect(size).toBeLessThanOrEqual(10_240);
    expect(size).toBe(sizeOf('inline-deny', text));
    expect(written.length).toBeGreaterThan(200);
    expect(written.length + left.length).toBe(500);
    expect(left[0].id).toBe(`d${written.length}`);
  });

  it('never evicts a live deny, not even for a revocation', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            live: fc.boolean(),
            urgent: fc.boolean(),
            narrowed: fc.boolean(),
          }),
          { maxLength: 40 },
        ),
        fc.integer({ min: 200, max: 3_000 }),
        (kinds, room) => {
          const denies = kinds.map(({ live, urgent, narrowed }, n) =>
            aDeny(n, {
              urgent,
              state: live && !narrowed ? 'effective' : 'wanted',
              pushedForm: live ? 'open' : undefined,
              cutOff: live && narrowed ? NOW : undefined,
            }),
          );
          const live = denies.filter(one => one.pushedForm);
          const least = fit('inline-deny', '', live, 0).size;
          const limit = least + room;
          const { written, left, size } = fit('inline-deny', '', denies, limit);
          const ids = new Set(written.map(one => one.id));
          expect(live.every(one => ids.has(one.id))).toBe(true);
          expect(size).toBeLessThanOrEqual(limit);
          // What is left is still there in its old form, or was never there
          for (const one of left) {
            const now = written.find(({ id }) => id === one.id);
            expect(now && formOf(now)).toBe(one.pushedForm);
          }
        },
      ),
    );
  });

  it('writes revocations before other ends', () => {
    const denies = [aDeny(1), aDeny(2), aDeny(3, { urgent: true })];
    const one = fit('inline-deny', '', [denies[2]], 10_240).size;
    const { written } = fit('inline-deny', '', denies, one);
    expect(written.map(({ id }) => id)).toEqual(['d3']);
  });

  it('is pruned after the longest session and a quarter of an hour', () => {
    expect(pruneAfter(aDeny(1))).toBeUndefined();
    const gone = aDeny(1, { deletedAt: NOW, lastingMinutes: 240 });
    expect(pruneAfter(gone)).toEqual(new Date(+NOW + 255 * MINUTE));
  });
});
