import {
  PolicyFinding,
  PolicySeverity,
} from '@jit-portal/backstage-plugin-jit-common';
import { AnalyzerFinding, GrantCheck, NotAnalysable } from './AccessAnalyzer';

/** What AWS can have said, in the portal's findings; docs/policy-findings.md explains each. */
export const AWS_CODES = [
  'aws-error',
  'aws-security-warning',
  'aws-warning',
  'aws-suggestion',
  'aws-may-grant',
  'aws-cannot-judge',
  'aws-not-asked',
] as const;

type AwsCode = (typeof AWS_CODES)[number];

/** AWS's sentences are a line or two. */
const LONGEST = 1_000;

const OF_TYPE: Record<
  AnalyzerFinding['type'],
  { code: AwsCode; severity: PolicySeverity; narrower: string }
> = {
  ERROR: {
    code: 'aws-error',
    severity: 'HIGH',
    narrower: 'Correct it as AWS says.',
  },
  SECURITY_WARNING: {
    code: 'aws-security-warning',
    severity: 'HIGH',
    narrower: 'Narrow it as AWS says.',
  },
  WARNING: {
    code: 'aws-warning',
    severity: 'LOW',
    narrower: 'Write it as AWS recommends.',
  },
  SUGGESTION: {
    code: 'aws-suggestion',
    severity: 'INFO',
    narrower: 'Write it as AWS recommends.',
  },
};

/** Words that somebody else wrote: one line, no end to be put another behind. */
function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const cut = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  return cut.replace(/\.$/, '');
}

function finding(
  code: AwsCode,
  severity: PolicySeverity,
  words: Pick<PolicyFinding, 'text' | 'why' | 'narrower'> &
    Partial<PolicyFinding>,
): PolicyFinding {
  return {
    code,
    severity,
    source: 'inline',
    actions: [],
    includes: [],
    refuses: false,
    ...words,
  };
}

/** One of `ValidatePolicy`: AWS would refuse an error, or not do what it says. */
export function validationFinding(found: AnalyzerFinding): PolicyFinding {
  const { code, severity, narrower } = OF_TYPE[found.type];
  return finding(code, severity, {
    text: sentence(found.details),
    why: `IAM Access Analyzer says so (${found.issueCode}).`,
    narrower,
    refuses: found.type === 'ERROR',
    ...(found.place && { place: found.place }),
    ...(found.learnMore && { learnMore: found.learnMore }),
  });
}

/** `CheckAccessNotGranted` could not rule it out. */
export function mayGrantFinding(
  source: string,
  { because }: Extract<GrantCheck, { kind: 'perhaps' }>,
): PolicyFinding {
  return finding('aws-may-grant', 'HIGH', {
    source,
    text: 'IAM Access Analyzer cannot rule out that it allows what is never granted here',
    why: `AWS says: ${sentence(because)}.`,
    narrower: 'List the actions and resources that you need one by one.',
    refuses: true,
  });
}

export function notAnalysableFinding(
  source: string,
  { because }: NotAnalysable,
): PolicyFinding {
  return finding('aws-cannot-judge', 'HIGH', {
    source,
    text: 'IAM Access Analyzer cannot analyse it',
    why: `AWS says: ${sentence(because)}.`,
    narrower: 'Write it in a simpler form.',
    refuses: true,
  });
}

/** While typing alone: without an answer nothing is sent. */
export function notAskedFinding(): PolicyFinding {
  return finding('aws-not-asked', 'INFO', {
    text: 'AWS’s own check could not be made just now',
    why: 'IAM Access Analyzer did not answer. The portal’s findings are complete.',
    narrower: 'Nothing to do: it is made when the request is sent.',
  });
}

const GRAVITY: PolicySeverity[] = ['HIGH', 'MEDIUM', 'LOW', 'INFO'];

/** The portal's findings and AWS's together, the gravest first. */
export function gravestFirst(findings: PolicyFinding[]): PolicyFinding[] {
  return [...findings].sort(
    (a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity),
  );
}
