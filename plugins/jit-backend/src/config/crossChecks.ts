import { Config } from '@backstage/config';
import { plainActions } from '../policies/aws/plainActions';
import { JitSection } from './schema';
import { trustProblems } from './trustProblems';

/** Something wrong in configuration: where, and what to do. */
export interface ConfigProblem {
  key: string;
  message: string;
}

/**
 * The shortest time that a request may wait for a review. What is shorter
 * could not be acted on; a wrong annotation falls back to it (H18).
 */
export const MIN_APPROVAL_WINDOW_MINUTES = 15;

/** Durations must fit each other, or a form could offer what the server refuses. */
function durationProblems({ duration }: JitSection): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  for (const key of ['min', 'default', 'max'] as const) {
    if (duration[key] % duration.step !== 0) {
      problems.push({
        key: `jit.duration.${key}`,
        message: 'must be a multiple of jit.duration.step',
      });
    }
  }
  if (duration.min > duration.default) {
    problems.push({
      key: 'jit.duration.default',
      message: 'must not be shorter than jit.duration.min',
    });
  }
  if (duration.default > duration.max) {
    problems.push({
      key: 'jit.duration.default',
      message: 'must not be longer than jit.duration.max',
    });
  }
  return problems;
}

function limitProblems(jit: JitSection): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (jit.approvalWindow < MIN_APPROVAL_WINDOW_MINUTES) {
    problems.push({
      key: 'jit.approvalWindow',
      message: `must be at least ${MIN_APPROVAL_WINDOW_MINUTES} minutes`,
    });
  }
  if (jit.justification.min > jit.justification.max) {
    problems.push({
      key: 'jit.justification.min',
      message: 'must not be more than jit.justification.max',
    });
  }
  if (jit.workingHours.from >= jit.workingHours.to) {
    problems.push({
      key: 'jit.workingHours.from',
      message: 'must be before jit.workingHours.to',
    });
  }
  return problems;
}

function isLoopbackHttp(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === 'http:' &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) &&
    !url.username &&
    !url.password &&
    url.pathname === '/' &&
    !url.search &&
    !url.hash
  );
}

/** The emulator is never mistaken for AWS, nor AWS for the emulator (H34, H35). */
function awsProblems(root: Config, { aws }: JitSection): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (aws.endpoint !== undefined && !isLoopbackHttp(aws.endpoint)) {
    problems.push({
      key: 'jit.aws.endpoint',
      message:
        "is for the emulator and must be a loopback address such as http://127.0.0.1:4577; leave it out for AWS's own endpoints",
    });
  }
  if (aws.endpoint === undefined && root.has('auth.providers.demo')) {
    problems.push({
      key: 'auth.providers.demo',
      message:
        'must not be there with real AWS: take the demo sign-in out, or set jit.aws.endpoint to the emulator',
    });
  }
  if (aws.accessPortalUrl?.startsWith('http:') && !aws.endpoint) {
    problems.push({
      key: 'jit.aws.accessPortalUrl',
      message: 'must begin with https://',
    });
  }
  return problems;
}

/** A deny SCP is the portal's own, and told by its id (H29). */
function credentialsProblems({ credentials }: JitSection): ConfigProblem[] {
  const { mode, scp } = credentials;
  if (mode === 'scp-deny' && !scp) {
    return [
      {
        key: 'jit.credentials.scp',
        message:
          'is needed for the mode scp-deny: set policyId to the service control policy that is JIT Access’s own (docs/credentials.md)',
      },
    ];
  }
  return [];
}

/** What is switched on must have something to ask. */
function customSetsProblems({ customSets }: JitSection): ConfigProblem[] {
  const { accessAnalyzer, neverGrant } = customSets;
  return accessAnalyzer.checkNeverGrant && plainActions(neverGrant).length === 0
    ? [
        {
          key: 'jit.customSets.accessAnalyzer.checkNeverGrant',
          message:
            'needs an action without wildcards in jit.customSets.neverGrant: AWS’s check takes no patterns. Name one, or set it to false',
        },
      ]
    : [];
}

/** What only shows when several keys are looked at together. */
export function crossCheck(root: Config, jit: JitSection): ConfigProblem[] {
  return [
    ...durationProblems(jit),
    ...limitProblems(jit),
    ...awsProblems(root, jit),
    ...credentialsProblems(jit),
    ...customSetsProblems(jit),
    ...trustProblems(root, jit),
  ];
}
