import { PolicyFinding } from '@jit-portal/backstage-plugin-jit-common';

/** More than these nobody reads. */
const MOST = 100;

/** The code of the finding that stands for those not shown. */
export const MORE_FINDINGS = 'more-findings';

/**
 * The findings as people see them, the gravest first: those that refuse, the
 * gravest others, and one that says how many more there are. Only what is
 * shown is shortened: whoever judges takes all of them.
 *
 * @param findings - all there are, the gravest first
 */
export function shownFindings(findings: PolicyFinding[]): PolicyFinding[] {
  if (findings.length <= MOST) return findings;
  const refusing = findings.filter(({ refuses }) => refuses).length;
  let room = Math.max(0, MOST - 1 - refusing);
  const shown = new Set(
    findings.filter(({ refuses }) => refuses || room-- > 0),
  );
  const rest = findings.filter(finding => !shown.has(finding));
  return rest.length === 0 ? [...shown] : [...shown, howManyMore(rest)];
}

function howManyMore(rest: PolicyFinding[]): PolicyFinding {
  const [gravest] = rest;
  const high = rest.filter(({ severity }) => severity === 'HIGH').length;
  return {
    code: MORE_FINDINGS,
    severity: gravest.severity,
    source: 'inline',
    actions: [],
    text: `${rest.length} more ${
      rest.length === 1 ? 'finding is' : 'findings are'
    } not listed, ${high} of them high`,
    why: `More than ${MOST} findings are too many to decide on. All of them were judged.`,
    narrower: 'Ask for less, in fewer statements.',
    includes: [...new Set(rest.map(({ code }) => code))].sort(),
    refuses: false,
  };
}
