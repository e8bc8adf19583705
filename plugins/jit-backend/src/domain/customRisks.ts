import {
  PolicyFinding,
  RiskFlag,
  SetCoverage,
} from '@jit-portal/backstage-plugin-jit-common';

/** What is known of a custom set's policies. */
export interface CustomRiskFacts {
  findings: PolicyFinding[];
  coveredBy: SetCoverage[];
  /** Nobody asked for a custom set on this account before. */
  isFirst: boolean;
}

/** Short words for what findings of level HIGH mean; others say it themselves. */
const HIGH_WORDS: Record<string, string> = {
  'administrator-policy': 'Administrator access',
  'all-actions': 'Allows every action (*)',
  'not-action': 'Uses NotAction or NotResource with Allow',
  'not-resource': 'Uses NotAction or NotResource with Allow',
  'escalates-by-pass-role': 'Can pass any role to a service',
  'disables-security': 'Can turn off logging or security tools',
  'escalates-by-policy-edit':
    'Can change who has access (iam, sso, organizations)',
  'escalates-by-trust-edit':
    'Can change who has access (iam, sso, organizations)',
  'escalates-by-credentials':
    'Can change who has access (iam, sso, organizations)',
  'escalates-by-identity-center':
    'Can change who has access (iam, sso, organizations)',
  'changes-access': 'Can change who has access (iam, sso, organizations)',
  'aws-security-warning': 'AWS’s own check gives a security warning',
};

/** On some resources, or within a boundary: still a way to more than is asked for. */
const MEDIUM_WORDS: Record<string, string> = {
  'escalates-by-pass-role': 'Can pass some roles to a service',
  'escalates-by-running-code': 'Can run code as some other roles',
  'escalates-by-assuming-roles': 'Can become some other roles',
  'escalates-by-policy-edit':
    'Can change some access (iam, sso, organizations)',
  'escalates-by-trust-edit': 'Can change some access (iam, sso, organizations)',
  'escalates-by-credentials':
    'Can change some access (iam, sso, organizations)',
  'escalates-by-identity-center':
    'Can change some access (iam, sso, organizations)',
};

function wholeServices({ actions }: PolicyFinding): string {
  const services = actions.map(action => action.split(':')[0]);
  return `Allows every action on every ${services.join(', ')} resource`;
}

function highFlag(finding: PolicyFinding): RiskFlag {
  const { code, text } = finding;
  return {
    code,
    level: 'HIGH',
    text:
      code === 'all-of-service'
        ? wholeServices(finding)
        : HIGH_WORDS[code] ?? text,
  };
}

/** What findings say, themselves or by what they take in. */
function codesIn(findings: PolicyFinding[]): string[] {
  return findings.flatMap(({ code, includes }) => [code, ...includes]);
}

/** Ways to more that no flag of level HIGH tells of already. */
function mediumFlags(findings: PolicyFinding[]): RiskFlag[] {
  const of = (level: PolicyFinding['severity']) =>
    codesIn(findings.filter(({ severity }) => severity === level));
  const told = new Set(of('HIGH'));
  return of('MEDIUM')
    .filter(code => Object.hasOwn(MEDIUM_WORDS, code) && !told.has(code))
    .map(code => ({ code, level: 'MEDIUM', text: MEDIUM_WORDS[code] }));
}

/** What a reviewer of a custom set should notice, each thing once. */
export function customRiskFlags(facts: CustomRiskFacts): RiskFlag[] {
  const { findings, coveredBy, isFirst } = facts;
  const flags = findings
    .filter(({ severity }) => severity === 'HIGH')
    .map(highFlag);
  flags.push(...mediumFlags(findings));
  if (findings.some(({ code }) => code === 'writes-everywhere')) {
    flags.push({
      code: 'writes-everywhere',
      level: 'MEDIUM',
      text: 'Writes to every resource (*)',
    });
  }
  const whole = coveredBy.find(({ covers }) => covers === 'whole');
  if (whole) {
    flags.push({
      code: 'standard-set-covers',
      level: 'MEDIUM',
      text: `A standard set covers this: ${whole.name}`,
    });
  }
  if (isFirst) {
    flags.push({
      code: 'first-custom-request',
      level: 'MEDIUM',
      text: 'First custom request on this account',
    });
  }
  return flags.filter(
    ({ text }, at) => flags.findIndex(one => one.text === text) === at,
  );
}
