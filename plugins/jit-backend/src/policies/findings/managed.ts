import { nameOf } from '../data/ManagedPolicies';
import { DEPRECATED } from '../paths/deprecatedPolicies';
import { Found, FindingCode } from './Finding';

/** A managed policy that lets its holder become anybody is one by another name. */
const ADMINISTRATOR: FindingCode[] = [
  'all-actions',
  'not-action',
  'escalates-by-policy-edit',
  'escalates-by-identity-center',
];

/**
 * AWS writes its managed policies for every customer: `*` is how they are. Only
 * what a reviewer has to know of them is kept.
 */
const KEPT: FindingCode[] = [
  'never-granted',
  'escalates-by-policy-edit',
  'escalates-by-trust-edit',
  'escalates-by-credentials',
  'escalates-by-pass-role',
  'escalates-by-running-code',
  'escalates-by-assuming-roles',
  'escalates-by-identity-center',
  'changes-access',
  'disables-security',
  'shares-outside',
  'copies-data-out',
  'reads-secrets',
];

export interface ManagedAsked {
  arn: string;
  /** Whether its document was there to be read. */
  read: boolean;
}

/** By its name alone. */
export function findInNames(managed: ManagedAsked[]): Found[] {
  return managed.flatMap(({ arn, read }): Found[] => {
    const instead = Object.hasOwn(DEPRECATED, nameOf(arn))
      ? DEPRECATED[nameOf(arn)]
      : undefined;
    const found: Found[] = [];
    if (instead) {
      const narrower = `AWS says to take ${instead}.`;
      const code = 'deprecated-managed-policy';
      found.push({ code, severity: 'MEDIUM', source: arn, narrower });
    }
    if (!read) {
      const code = 'unknown-managed-policy';
      found.push({ code, severity: 'HIGH', source: arn });
    }
    return found;
  });
}

/** Of one managed policy, as of all together: places in it mean nothing here. */
export function ofManaged(found: Found[]): Found[] {
  const kept = found
    .filter(({ code }) => KEPT.includes(code))
    .map(({ place, ...one }) => one);
  const administrators = found
    .filter(
      ({ code, severity }) =>
        severity === 'HIGH' && ADMINISTRATOR.includes(code),
    )
    .map(
      ({ source }): Found => ({
        code: 'administrator-policy',
        severity: 'HIGH',
        source,
      }),
    );
  return [...administrators, ...kept];
}
