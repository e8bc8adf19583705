import {
  DATA_LAKE,
  LEGACY,
  PRODUCTION,
  SANDBOX,
  STAGING,
} from '../../../testing/accounts';
import { Name, refOf } from '../../../testing/cast';
import { Change, changesIn, Snapshot } from './snapshot';

/** A word in a justification by which it is known again. */
export const MARK = /mark-\w+\./;

/*
 * Who may do what, said once more and by name, without a line of the product:
 * what the fuzz compares effects and answers with.
 */

/** Who sends a request. */
export interface Sender {
  kind: 'person' | 'stranger' | 'through' | 'service' | 'nobody';
  /** The person whose token it is; empty for services and nobody. */
  ref: string;
}

const refs = (...names: Name[]) => names.map(refOf);

const ADMINS = refs('ada');
const SSO_ADMINS = refs('sam', 'lena', 'petra');
const AUDITORS = refs('audrey');
const PAYMENTS = refs('olivia', 'omar', 'petra');
const OWNERS: Record<string, string[]> = {
  [PRODUCTION]: PAYMENTS,
  [STAGING]: PAYMENTS,
  [DATA_LAKE]: refs('theo'),
  [SANDBOX]: [],
  [LEGACY]: PAYMENTS,
};
/** Nobody is given access to it: it is suspended. */
const CLOSED = [LEGACY];
/** Disabled in Identity Center. */
const DISABLED = refs('noah');
const OFFERED = [
  'ReadOnlyAccess',
  'PowerUserAccess',
  'BillingView',
  'DatabaseAdmin',
];

function owns(ref: string, accountId: string): boolean {
  return (OWNERS[accountId] ?? []).includes(ref);
}

function isOneOf(ref: string, ...roles: string[][]): boolean {
  return roles.some(role => role.includes(ref));
}

/** Requests and sessions are read by who they are about, owners, and roles. */
export function mayRead(
  { ref, kind }: Sender,
  about: { personRef: string; accountId: string },
): boolean {
  if (kind === 'service' || kind === 'nobody') return false;
  return (
    ref === about.personRef ||
    owns(ref, about.accountId) ||
    isOneOf(ref, ADMINS, SSO_ADMINS, AUDITORS)
  );
}

/** Who may decide a stage, whatever else has to be so. */
function mayDecide(ref: string, request: any, stage: string): boolean {
  const { account_id: account, requester_ref: requester } = request;
  if (ref === requester) return false;
  if (request.permission_set_type === 'standard') {
    return owns(ref, account) || isOneOf(ref, ADMINS, SSO_ADMINS);
  }
  if (stage === 'admin') return isOneOf(ref, SSO_ADMINS);
  const others = (OWNERS[account] ?? []).filter(one => one !== requester);
  return others.length > 0 ? others.includes(ref) : isOneOf(ref, ADMINS);
}

/** What was called, as far as a right depends on it. */
export interface Called {
  id: string;
  sender: Sender;
  /** The path's id, in lower case. */
  target?: string;
  body?: any;
  status: number;
}

const named = (row: any, prefix: string, text: unknown) =>
  [row.id, `${prefix}-${row.number}`].includes(String(text).toLowerCase());

function newRequest({ id, sender }: Called, row: any): string | undefined {
  const many = id === 'SubmitRequests';
  if (id !== 'SubmitRequest' && !many) return 'a request that nobody asked for';
  if (many && sender.kind === 'through') return 'many through a plugin';
  if (row.requester_ref !== sender.ref) return 'a request in another name';
  if (DISABLED.includes(sender.ref)) return 'a request of somebody disabled';
  const pending = row.permission_set_type === 'custom' ? '_OWNER' : '';
  if (row.status !== `PENDING${pending}`) return `a new ${row.status} request`;
  if (row.version !== 1) return 'a new request of another version';
  if (!(row.account_id in OWNERS)) return 'an account that is not there';
  if (CLOSED.includes(row.account_id)) return 'a suspended account';
  if (
    row.permission_set_type === 'standard' &&
    !OFFERED.includes(row.permission_set_name)
  ) {
    return 'a set that is not offered';
  }
  if (row.minutes < 15 || row.minutes > 480 || row.minutes % 15 !== 0) {
    return `a duration of ${row.minutes} minutes`;
  }
  return undefined;
}

/** What never changes once it was asked for. */
const CONTENT = [
  'number',
  'account_id',
  'permission_set_type',
  'permission_set_name',
  'content_hash',
  'minutes',
  'plan',
  'window_ends_at',
];
/** What only an erasure takes out. */
const PERSONAL = ['requester_ref', 'justification'];

function reviewedAs(
  { id, sender, target, body }: Called,
  before: any,
  after: any,
  reviews: any[],
): string | undefined {
  const item =
    id === 'ReviewRequest' && named(before, 'req', target)
      ? body
      : id === 'ReviewRequests' &&
        body?.items?.find((one: any) => named(before, 'req', one.id));
  if (!item) return `${before.status} became ${after.status} by ${id}`;
  if (sender.kind !== 'person') return `a decision by a ${sender.kind}`;
  if (reviews.length !== 1) return `${reviews.length} reviews for one decision`;
  const [review] = reviews;
  if (review.reviewer_ref !== sender.ref) return 'a review in another name';
  if (review.decision !== body.decision)
    return 'another decision than was said';
  if (item.version !== before.version) return 'a decision on a stale screen';
  if (!mayDecide(sender.ref, before, review.stage)) {
    return `${sender.ref} decided the ${review.stage} stage`;
  }
  const isCustom = before.permission_set_type === 'custom';
  if (isCustom && body.decision === 'approve') {
    if (id === 'ReviewRequests') return 'a custom set approved with others';
    if (body.contentHash !== before.content_hash) return 'approved unseen';
  }
  const stages = {
    PENDING: 'owner',
    PENDING_OWNER: 'owner',
    PENDING_ADMIN: 'admin',
  };
  if ((stages as any)[before.status] !== review.stage) return 'a skipped stage';
  const approved =
    before.status === 'PENDING_OWNER' ? 'PENDING_ADMIN' : 'APPROVED';
  const next = body.decision === 'reject' ? 'REJECTED' : approved;
  if (after.status !== next) return `${body.decision} made it ${after.status}`;
  if (after.approved_minutes > before.minutes) return 'a longer duration';
  return undefined;
}

/** Whether an Admin erased just this person. */
function isErased({ id, sender, body }: Called, ref: string): boolean {
  return (
    id === 'ErasePerson' &&
    sender.kind === 'person' &&
    isOneOf(sender.ref, ADMINS) &&
    String(body?.ref).toLowerCase() === ref
  );
}

function requestChange(
  called: Called,
  { before, after }: Change,
  reviews: any[],
  now: Date,
): string | undefined {
  if (!after) return 'a request is gone';
  if (!before) return newRequest(called, after);
  const { id, sender, target } = called;
  const erased = isErased(called, before.requester_ref);
  const fixed = erased ? CONTENT : [...CONTENT, ...PERSONAL];
  const other = fixed.find(
    name => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  if (other) return `${other} of a request changed`;
  if (before.status !== after.status) {
    if (after.status === 'EXPIRED') {
      return new Date(before.window_ends_at) <= now
        ? undefined
        : 'expired before its time';
    }
    if (after.status !== 'CANCELLED') {
      return reviewedAs(called, before, after, reviews);
    }
    return id === 'CancelRequest' &&
      named(before, 'req', target) &&
      sender.ref === before.requester_ref &&
      before.status.startsWith('PENDING')
      ? undefined
      : `cancelled by ${sender.ref}`;
  }
  if (
    JSON.stringify(before.reminded_at) !== JSON.stringify(after.reminded_at)
  ) {
    return id === 'RemindReviewers' &&
      named(before, 'req', target) &&
      sender.ref === before.requester_ref
      ? undefined
      : `reminded by ${sender.ref}`;
  }
  if (erased && !/^user:erased\/[0-9a-f]{12}$/.test(after.requester_ref)) {
    return 'erased into somebody';
  }
  return erased || isExpiry(before, after) ? undefined : 'a request changed';
}

/** Nothing that is compared differs but the version. */
function isExpiry(before: any, after: any): boolean {
  return before.status === after.status && before.status === 'EXPIRED';
}

function sessionChange(
  called: Called,
  { before, after }: Change,
  all: { before: Snapshot; after: Snapshot },
): string | undefined {
  const { id, sender, target } = called;
  if (!after) return 'a session is gone';
  if (!before) {
    const request = all.after.requests.get(after.request_id);
    const was = all.before.requests.get(after.request_id);
    if (request?.status !== 'APPROVED' || was?.status === 'APPROVED') {
      return 'a session without an approval';
    }
    if (after.user_ref !== request.requester_ref)
      return 'a session for another';
    if (after.status !== 'PROVISIONING') return `a new ${after.status} session`;
    return after.minutes > request.minutes ? 'a longer session' : undefined;
  }
  if (isErased(called, before.user_ref)) {
    return before.status === after.status ? undefined : 'erased into a status';
  }
  const aimed = [...all.before.sessions.values()].find(one =>
    named(one, 'ses', target),
  );
  if (!aimed) return `a session changed by ${id}`;
  if (after.status !== 'ENDING') return `${before.status} to ${after.status}`;
  if (id === 'ReleaseSession') {
    return aimed.id === before.id && sender.ref === before.user_ref
      ? undefined
      : `released by ${sender.ref}`;
  }
  if (id !== 'RevokeSession') return `a session changed by ${id}`;
  if (sender.kind !== 'person') return `revoked by a ${sender.kind}`;
  return aimed.assignment_id === before.assignment_id &&
    sender.ref !== before.user_ref &&
    (owns(sender.ref, before.account_id) ||
      isOneOf(sender.ref, ADMINS, SSO_ADMINS))
    ? undefined
    : `revoked by ${sender.ref}`;
}

/** Everything a call changed that it had no right to. */
export function effectsWithoutRight(
  called: Called,
  before: Snapshot,
  after: Snapshot,
  now: Date,
): string[] {
  const found: (string | undefined)[] = [];
  const newReviews = changesIn(before.reviews, after.reviews);
  const requests = changesIn(before.requests, after.requests);
  const sessions = changesIn(before.sessions, after.sessions);
  const pauses = changesIn(before.pauses, after.pauses);

  for (const change of requests) {
    const reviews = newReviews
      .filter(one => !one.before && one.after!.request_id === change.after?.id)
      .map(one => one.after);
    found.push(requestChange(called, change, reviews, now));
  }
  for (const { before: was, after: is } of newReviews) {
    // Theirs, or what was written on their request
    const theirs = [
      was?.reviewer_ref,
      before.requests.get(was?.request_id)?.requester_ref,
    ];
    const erased = was && is && theirs.some(ref => isErased(called, ref));
    const decided = requests.find(one => one.after?.id === is?.request_id);
    if (
      !erased &&
      (was || decided?.before?.status === decided?.after?.status)
    ) {
      found.push('a review changed, or decided nothing');
    }
  }
  for (const change of sessions) {
    found.push(sessionChange(called, change, { before, after }));
  }
  const { id, sender, status } = called;
  const isAdmin = sender.kind === 'person' && isOneOf(sender.ref, ADMINS);
  for (const { before: was, after: is } of pauses) {
    const isQuarantine = (was ?? is)!.scope === 'quarantine';
    const right = isQuarantine ? 'EndQuarantine' : 'SetPause';
    if (!isAdmin || id !== right || (isQuarantine && is)) {
      found.push(`a brake moved by ${sender.ref || sender.kind} with ${id}`);
    }
  }
  const grown = (table: string) => after.counts[table] - before.counts[table];
  if (grown('audit_erasures') > 0 && !(isAdmin && id === 'ErasePerson')) {
    found.push('somebody was erased');
  }
  if (grown('aws_operations') > 0) found.push('an AWS operation');
  if (grown('audit_events') < 0) found.push('the record is shorter');
  const changed = requests.length + sessions.length + pauses.length > 0;
  if (changed && grown('audit_events') === 0) found.push('nothing on record');
  const expiries = requests.filter(one => one.after?.status === 'EXPIRED');
  if (
    status >= 400 &&
    requests.length + sessions.length + pauses.length > expiries.length
  ) {
    found.push(`an effect of what was answered ${status}`);
  }
  return found.filter((one): one is string => one !== undefined);
}

const numbersIn = (text: string) =>
  new Set(
    (text.match(/\b(REQ|SES)-\d+\b/gi) ?? []).map(one => one.toUpperCase()),
  );

/** What somebody may not read but is told of in an answer. */
export function toldWithoutRight(
  { sender }: Called,
  text: string,
  sent: string,
  state: Snapshot,
): string[] {
  const numbers = numbersIn(text);
  const asked = numbersIn(sent);
  const tells = (part: string) => text.includes(part) && !sent.includes(part);
  const told = (row: any, number: string) =>
    tells(row.id) || (numbers.has(number) && !asked.has(number));

  const found: string[] = [];
  const requests = [...state.requests.values()].map(row => ({
    row,
    number: `REQ-${row.number}`,
    mark: MARK.exec(row.justification)?.[0],
    isReadable: mayRead(sender, {
      personRef: row.requester_ref,
      accountId: row.account_id,
    }),
  }));
  // Requests that were sent together have one justification
  const readable = requests.filter(one => one.isReadable).map(one => one.mark);
  for (const { row, number, mark, isReadable } of requests) {
    const isQuoted = mark && !readable.includes(mark) && tells(mark);
    if (!isReadable && (isQuoted || told(row, number))) found.push(number);
  }
  for (const row of state.sessions.values()) {
    const about = { personRef: row.user_ref, accountId: row.account_id };
    const number = `SES-${row.number}`;
    if (told(row, number) && !mayRead(sender, about)) found.push(number);
  }
  return found;
}
