import { instantsOf, rangeProblem } from './ranges';

const now = Date.parse('2026-11-23T13:05:22Z');

describe('instantsOf', () => {
  it.each([
    [{}, {}],
    [{ range: '24h' }, { from: '2026-11-22T13:05:00Z' }],
    [{ range: '7d' }, { from: '2026-11-16T13:05:00Z' }],
    [{ range: '30d' }, { from: '2026-10-24T12:05:00Z' }], // summer time ended
    [{ range: '90d' }, { from: '2026-08-25T12:05:00Z' }],
    // The whole of it, the hour that came twice included
    [
      { range: 'month' },
      { from: '2026-09-30T22:00:00Z', to: '2026-10-31T23:00:00Z' },
    ],
    [{ range: 'year' }, { from: '2025-12-31T23:00:00Z' }],
  ] as const)('of %j in Berlin', (choice, instants) => {
    expect(instantsOf(choice, now, 'Europe/Berlin')).toEqual(instants);
  });

  it('includes both days of a custom range, in the zone shown', () => {
    const choice = {
      range: 'custom',
      from: '2026-11-01',
      to: '2026-11-02',
    } as const;
    expect(instantsOf(choice, now, 'Europe/Berlin')).toEqual({
      from: '2026-10-31T23:00:00Z',
      to: '2026-11-02T23:00:00Z',
    });
    expect(instantsOf(choice, now, 'UTC')).toEqual({
      from: '2026-11-01T00:00:00Z',
      to: '2026-11-03T00:00:00Z',
    });
  });

  it('leaves an open end open', () => {
    expect(
      instantsOf({ range: 'custom', to: '2026-11-02' }, now, 'UTC'),
    ).toEqual({ from: undefined, to: '2026-11-03T00:00:00Z' });
  });

  it('asks for nothing by a range that ends before it starts', () => {
    const backwards = {
      range: 'custom',
      from: '2026-11-02',
      to: '2026-11-01',
    } as const;
    expect(rangeProblem(backwards)).toBe(true);
    expect(instantsOf(backwards, now, 'UTC')).toEqual({});
  });

  it('finds 60 days ago within the last 90', () => {
    const { from } = instantsOf({ range: '90d' }, now, 'UTC');
    expect(Date.parse(from!)).toBeLessThan(now - 60 * 24 * 3600_000);
  });
});
