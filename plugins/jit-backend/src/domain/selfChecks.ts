import { Finding } from './findings';

/** A set by its ARN and name. */
export interface NamedSet {
  arn: string;
  name: string;
}

/** The tag without which the role's policy lets no set be assigned (H8). */
const ELIGIBLE = 'jit-eligible';

/** What each denied read would hinder. */
export function missingRights(
  rights: readonly { action: string; allowed: boolean }[],
): Finding[] {
  return rights
    .filter(({ allowed }) => !allowed)
    .map(({ action }) => ({
      kind: 'right-missing',
      level: 'critical',
      subject: action,
      what: `AWS does not allow JIT Access ${action}.`,
      fix: `Add ${action} to the policy of the backend role, as docs/production.md has it. Until then sessions may end late.`,
    }));
}

/** Offered sets that could not be given; ending them needs no tag. */
export function notEligible(
  sets: readonly (NamedSet & { tags: ReadonlyMap<string, string> })[],
): Finding[] {
  return sets
    .filter(({ tags }) => tags.get(ELIGIBLE) !== 'true')
    .map(({ arn, name }) => ({
      kind: 'set-not-eligible',
      level: 'warning',
      permissionSet: { arn, name },
      what: `${name} is offered and does not carry the tag ${ELIGIBLE}=true.`,
      fix: `Tag ${name} with ${ELIGIBLE}=true in IAM Identity Center, or take it out of jit.permissionSets.offered. Sessions that run end on time without it.`,
    }));
}

/** Why a set in the management account can be neither given nor taken away (H9). */
export function managementAccountWords(name: string, accountId: string) {
  return {
    what: `${name} is provisioned in the management account (${accountId}), so JIT Access can neither give it nor take it away.`,
    fix: `Remove every assignment of ${name} in the management account, in IAM Identity Center, signed in to the management account. What ends meanwhile is taken away then, by itself.`,
  };
}

/** Offered sets, or sets in use, that a delegated administrator cannot touch. */
export function inManagementAccount(
  sets: readonly NamedSet[],
  provisioned: readonly string[],
  accountId: string,
): Finding[] {
  return sets
    .filter(({ arn }) => provisioned.includes(arn))
    .map(({ arn, name }) => ({
      kind: 'management-account',
      level: 'critical',
      account: accountId,
      permissionSet: { arn, name },
      ...managementAccountWords(name, accountId),
    }));
}

/** How often AWS refused a change lately, by why and where. */
export interface Refused {
  code: string;
  accountId: string;
  /** The latest, in AWS's words and ours. */
  reason: string;
  fix: string;
}

/** Refusals that nobody who asked for access can do anything about. */
export const adminsCodes: readonly string[] = [
  'access-denied',
  'kms',
  'credentials',
  'instance-not-found',
];

/** One finding for all refusals of a kind, and one for each account's quota. */
export function awsRefusals(refused: readonly Refused[]): Finding[] {
  const findings: Finding[] = [];
  for (const code of adminsCodes) {
    const one = refused.find(refusal => refusal.code === code);
    if (!one) continue;
    findings.push({
      kind: 'aws-refuses',
      level: 'critical',
      subject: code,
      what: one.reason,
      fix: one.fix,
    });
  }
  const quotas = new Map(
    refused
      .filter(({ code }) => code === 'quota')
      .map(one => [one.accountId, one]),
  );
  for (const [account, { reason, fix }] of quotas) {
    const finding = { kind: 'quota', level: 'warning', account } as const;
    findings.push({ ...finding, what: reason, fix });
  }
  return findings;
}

const minuteOf = (time: Date) =>
  `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/**
 * The record does not go as far as it once did (H11).
 *
 * @param at - how far it went, or since when that is known
 * @param what - where it was said already
 */
export function recordBehind(at: Date, what?: string): Finding {
  return {
    kind: 'record-behind',
    level: 'critical',
    what:
      what ??
      `The database has forgotten: what was on record at ${minuteOf(
        at,
      )} is missing. No new access is given.`,
    fix: 'Look on this page for access that nobody has on record and take it away in IAM Identity Center, once the comparison is done; then end the quarantine, as docs/runbook.md says. Ends go on meanwhile.',
  };
}

/** Sealing takes seconds; what waits for longer is not being sealed. */
const UNSEALED_MS = 60_000;

/** What keeps the record from being witnessed outside of the database (H32). */
export function notWitnessed(readings: {
  now: Date;
  oldestUnsealed?: Date;
  failing: readonly { name: string; since: Date; error: string }[];
}): Finding[] {
  const { now, oldestUnsealed, failing } = readings;
  const kind = 'record-unwitnessed';
  const found: Finding[] = failing.map(({ name, since, error }) => ({
    kind,
    level: 'warning',
    subject: name,
    what: `Checkpoints of the audit record do not reach ${name} since ${minuteOf(
      since,
    )}.`,
    fix: `Look at why it refuses them (${error}). They are told again by themselves; nothing is lost meanwhile.`,
  }));
  const waits = oldestUnsealed ? +now - +oldestUnsealed : 0;
  if (waits > UNSEALED_MS) {
    found.push({
      kind,
      level: 'critical',
      subject: 'seals',
      what: 'Events of the audit record wait to be sealed for more than a minute: until then nobody could tell whether they were changed.',
      fix: 'Look at the log of the backend for why they are not sealed. Where it tells of nothing, look for rows in audit_unsealed whose event is gone from audit_events: somebody removed it (docs/audit.md).',
    });
  }
  return found;
}

/** Without a lead for so long, ends wait that should not. */
const LEADERLESS_MS = 60_000;

/** @param leadUntil - until when the last lead was good; undefined: there was none */
export function notLeading(
  leadUntil: Date | undefined,
  since: Date,
  now: Date,
): Finding[] {
  const last = Math.max(leadUntil?.getTime() ?? 0, since.getTime());
  if (now.getTime() - last < LEADERLESS_MS) return [];
  return [
    {
      kind: 'engine-not-leading',
      level: 'critical',
      what: 'No engine is at work: access is neither given nor taken away.',
      fix: 'Look at the log of the backend for why the engine does not start or stalls: AWS or the database may not answer, or configuration may not fit. What is due waits and is done once an engine runs.',
    },
  ];
}
