import { RiskFlag, wordsOf } from '@jit-portal/backstage-plugin-jit-common';
import { timeBetween } from './closedSentences';
import { CustomRiskFacts, customRiskFlags } from './customRisks';

/** The latest that was rejected of the same person on the same account. */
export interface EarlierRejection {
  number: number;
  setName: string;
  at: Date;
}

/** What is known of a request when it is sent. */
export interface RiskFacts {
  setName: string;
  /** Of a standard set, as far as its content has been read. */
  managedPolicyArns?: readonly string[];
  minutes: number;
  justification: string;
  now: Date;
  offHours: boolean;
  /** Requests of this person on this account before. */
  earlierRequests: number;
  lastRejection?: EarlierRejection;
  hasActiveSession: boolean;
  /** Median of what was granted of this set; undefined when too few. */
  usualMinutes?: number;
  /** Of a custom set alone. */
  custom?: CustomRiskFacts;
}

const REJECTED = 'rejected-recently';

/** Names that AWS and common practice give to a set that may do everything. */
const ADMINISTRATOR = /^(aws[-_]?)?administrator(s|[-_]?access)?$/i;
/** Whatever a set is called that has it. */
const ADMINISTRATOR_ARN = /^arn:[\w-]+:iam::aws:policy\/AdministratorAccess$/;
/** A link, or a key such as OPS-771. */
const TICKET = /https?:\/\/\S|\b[A-Z][A-Z0-9]+-\d+\b|#\d+\b/;
const EXCERPT = 80;

function excerpt(comment: string): string {
  const characters = [...comment.replace(/\s+/g, ' ')];
  return characters.length > EXCERPT
    ? `${characters.slice(0, EXCERPT).join('')}…`
    : characters.join('');
}

function mayDoEverything({ setName, managedPolicyArns = [] }: RiskFacts) {
  return (
    ADMINISTRATOR.test(setName) ||
    managedPolicyArns.some(arn => ADMINISTRATOR_ARN.test(arn))
  );
}

function highAndMedium(facts: RiskFacts): RiskFlag[] {
  const flags: RiskFlag[] = facts.custom ? customRiskFlags(facts.custom) : [];
  if (!facts.custom && mayDoEverything(facts)) {
    flags.push({
      code: 'administrator-access',
      level: 'HIGH',
      text: 'Administrator access',
    });
  }
  if (facts.usualMinutes && facts.minutes > facts.usualMinutes) {
    flags.push({
      code: 'longer-than-usual',
      level: 'MEDIUM',
      text: `Longer than usual for this set (usual ${wordsOf(
        facts.usualMinutes,
      )})`,
    });
  }
  if (facts.offHours) {
    flags.push({
      code: 'outside-working-hours',
      level: 'MEDIUM',
      text: 'Asked outside working hours',
    });
  }
  return flags;
}

function rejectedNote({ lastRejection, now }: RiskFacts): RiskFlag[] {
  if (!lastRejection) return [];
  const { number, setName, at } = lastRejection;
  const before = timeBetween(at, now);
  return [
    {
      code: REJECTED,
      level: 'NOTE',
      // With its number: it must not be taken for a decision on this request
      text: `REQ-${number} for ${setName} was rejected ${before} before this`,
    },
  ];
}

/** The number of the rejected request that a note is about. */
export function rejectionIn(flags: readonly RiskFlag[]): number | undefined {
  const note = flags.find(({ code }) => code === REJECTED);
  const [, number] = /^REQ-(\d+) /.exec(note?.text ?? '') ?? [];
  return number === undefined ? undefined : Number(number);
}

/**
 * Says with the note why it was rejected. The comment is its reviewer's and
 * stays with the review, so that it can be erased there.
 */
export function withRejection(
  flags: readonly RiskFlag[],
  comment: string,
): RiskFlag[] {
  return flags.map(flag =>
    flag.code === REJECTED
      ? { ...flag, text: `${flag.text}: “${excerpt(comment)}”` }
      : flag,
  );
}

/** What a reviewer should notice, the gravest first. */
export function riskFlagsOf(facts: RiskFacts): RiskFlag[] {
  const flags = highAndMedium(facts);
  if (facts.earlierRequests === 0) {
    flags.push({
      code: 'first-request',
      level: 'NOTE',
      text: 'First request on this account',
    });
  }
  flags.push(...rejectedNote(facts));
  if (facts.hasActiveSession) {
    flags.push({
      code: 'active-session',
      level: 'NOTE',
      text: 'Already has an active session here',
    });
  }
  if (!TICKET.test(facts.justification)) {
    flags.push({
      code: 'no-ticket-link',
      level: 'NOTE',
      text: 'Justification has no ticket link',
    });
  }
  return flags;
}
