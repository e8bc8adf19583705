import { PolicyFinding } from '@jit-portal/backstage-plugin-jit-common';
import { customRiskFlags } from './customRisks';

const aFinding = (change: Partial<PolicyFinding>): PolicyFinding => ({
  code: 'reads-everywhere',
  severity: 'LOW',
  source: 'inline',
  actions: [],
  text: 'As the finding says it',
  why: 'It matters.',
  narrower: 'Less.',
  includes: [],
  refuses: false,
  ...change,
});

function flagged(...findings: Partial<PolicyFinding>[]): string[] {
  const facts = { coveredBy: [], isFirst: false };
  return customRiskFlags({ ...facts, findings: findings.map(aFinding) }).map(
    ({ level, text }) => `${level} ${text}`,
  );
}

const ESCALATIONS = [
  'escalates-by-policy-edit',
  'escalates-by-trust-edit',
  'escalates-by-credentials',
  'escalates-by-pass-role',
  'escalates-by-running-code',
  'escalates-by-assuming-roles',
  'escalates-by-identity-center',
];

describe('risk flags of a custom set', () => {
  it.each(ESCALATIONS)('tell of %s at its own level', code => {
    expect(flagged({ code, severity: 'HIGH' })).toEqual([
      expect.stringMatching(/^HIGH /),
    ]);
    expect(flagged({ code, severity: 'MEDIUM' })).toEqual([
      expect.stringMatching(/^MEDIUM Can .*some/),
    ]);
  });

  it('tell of a way to more that a wider finding takes in', () => {
    const includes = ['escalates-by-pass-role', 'changes-access'];
    expect(
      flagged({ code: 'all-actions', severity: 'MEDIUM', includes }),
    ).toEqual(['MEDIUM Can pass some roles to a service']);
  });

  it('tell each thing once, the graver way', () => {
    const code = 'escalates-by-pass-role';
    expect(
      flagged(
        { code, severity: 'MEDIUM' },
        { code, severity: 'HIGH' },
        { code: 'escalates-by-trust-edit', severity: 'MEDIUM' },
        { code: 'escalates-by-credentials', severity: 'MEDIUM' },
      ),
    ).toEqual([
      'HIGH Can pass any role to a service',
      'MEDIUM Can change some access (iam, sso, organizations)',
    ]);
  });

  it('leave what everything says already to the flag for everything', () => {
    expect(
      flagged(
        {
          code: 'all-actions',
          severity: 'HIGH',
          includes: ['escalates-by-pass-role'],
        },
        { code: 'escalates-by-pass-role', severity: 'MEDIUM' },
      ),
    ).toEqual(['HIGH Allows every action (*)']);
  });

  it('are none for what is low, or medium and no way to more', () => {
    expect(
      flagged(
        { code: 'reads-everywhere', severity: 'LOW' },
        { code: 'reads-secrets', severity: 'MEDIUM' },
      ),
    ).toEqual([]);
  });
});
