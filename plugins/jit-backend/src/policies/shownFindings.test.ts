import { PolicyFinding } from '@jit-portal/backstage-plugin-jit-common';
import { MORE_FINDINGS, shownFindings } from './shownFindings';

const finding = (change: Partial<PolicyFinding> = {}): PolicyFinding => ({
  code: 'all-of-service',
  severity: 'HIGH',
  source: 'inline',
  actions: [],
  text: '',
  why: '',
  narrower: '',
  includes: [],
  refuses: false,
  ...change,
});

const many = (count: number, change?: Partial<PolicyFinding>) =>
  Array.from({ length: count }, () => finding(change));

describe('shownFindings', () => {
  it('shows as many as somebody reads', () => {
    const findings = many(100);
    expect(shownFindings(findings)).toEqual(findings);
  });

  it('says of more how many, how grave, and what they are', () => {
    const findings = [
      ...many(101),
      ...many(2, { code: 'writes-everywhere', severity: 'MEDIUM' }),
    ];
    const shown = shownFindings(findings);
    expect(shown).toHaveLength(100);
    expect(shown.slice(0, 99)).toEqual(many(99));
    expect(shown[99]).toMatchObject({
      code: MORE_FINDINGS,
      severity: 'HIGH',
      text: '4 more findings are not listed, 2 of them high',
      includes: ['all-of-service', 'writes-everywhere'],
      refuses: false,
    });
  });

  it('shows all that refuse, wherever they stand', () => {
    const refusing = many(120, { code: 'never-granted', refuses: true });
    const shown = shownFindings([...many(130), ...refusing]);
    expect(shown.slice(0, 120)).toEqual(refusing);
    expect(shown.slice(120)).toEqual([
      expect.objectContaining({
        text: '130 more findings are not listed, 130 of them high',
      }),
    ]);
    expect(shownFindings(refusing)).toEqual(refusing);
    const last = [...many(130), ...refusing.slice(0, 1)];
    expect(shownFindings(last)).toHaveLength(100);
    expect(shownFindings(last)[98]).toMatchObject({ code: 'never-granted' });
  });
});
