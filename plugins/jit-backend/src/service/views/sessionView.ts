import {
  CredentialsFate,
  isFinalSession,
  isoOf,
  Session,
  SessionActionName,
  AllowedAction,
  SessionFlag,
  sessionStateOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { JitConfig } from '../../config/JitConfig';
import { AssignmentRecord, SessionRecord } from '../../domain/model';
import { isLongRunning } from '../../store/whereLongRunning';

/** What a session's reply is made of besides its record. */
export interface SessionFacts {
  requestNumber: number;
  assignment?: AssignmentRecord;
  /** Why the end cannot go through, and what to do about it (H9). */
  hindrance?: string;
  /** Open sessions of the same key, this one among them. */
  sameKey: SessionRecord[];
  /** Somebody else has the set on the same account. */
  isShared: boolean;
  isMine: boolean;
  allowedActions: AllowedAction<SessionActionName>[];
  now: Date;
  config: JitConfig;
}

function flagsOf(
  session: SessionRecord,
  { now, config }: SessionFacts,
): SessionFlag[] {
  const flags: SessionFlag[] = [];
  if (isLongRunning(session, now)) {
    flags.push({
      code: 'long-running',
      text: 'Open for more than 8 h, or past 80 % of a grant of 8 h or more',
    });
  }
  if (session.offHours) {
    const { from, to } = config.workingHours;
    flags.push({
      code: 'off-hours',
      text: `Granted outside working hours, ${from} to ${to} in the account’s zone`,
    });
  }
  return flags;
}

/**
 * Credentials live as long as the set's session, whatever becomes of access,
 * unless a deny was proven. One that was only submitted is said to be so.
 */
function credentialsOf(session: SessionRecord, now: Date): CredentialsFate {
  const { mode, until, cutAt } = session.credentials;
  const denySubmittedAt = session.credentials.deniedAt?.toISOString();
  if (cutAt && !(until && until <= now)) {
    return { mode, state: 'cut-off', until: cutAt.toISOString() };
  }
  if (!isFinalSession(session.status)) {
    return { mode, state: 'live', denySubmittedAt };
  }
  return until && until > now
    ? {
        mode,
        state: 'running-out',
        until: until.toISOString(),
        denySubmittedAt,
      }
    : { mode, state: 'gone', until: until?.toISOString() };
}

function endOf(session: SessionRecord): Session['end'] {
  const { end, endingAt, endedAt } = session;
  if (!end) return undefined;
  return {
    cause: end.cause,
    at: (endingAt ?? endedAt ?? session.approvedAt).toISOString(),
    by: end.by,
    reason: end.reason,
    accessRemains: end.accessRemains,
  };
}

/** Only while an end is not through: then tries and trouble are of interest. */
function removalOf(
  session: SessionRecord,
  { assignment, hindrance }: SessionFacts,
): Session['removal'] {
  if (session.status !== 'ENDING' || !assignment) return undefined;
  const late = session.lateAlarmAt !== undefined;
  const error = hindrance ?? assignment.lastError;
  if (!late && error === undefined) return undefined;
  return {
    attempts: assignment.attempt,
    lastAt: assignment.lastAttemptAt?.toISOString(),
    error,
    late,
  };
}

/** Straight to account and role; only for the one who may use them. */
function waysIn(
  { account, permissionSet }: SessionRecord,
  { isMine, config }: SessionFacts,
): Pick<Session, 'portalUrl' | 'cli'> {
  const { accessPortalUrl, region } = config.aws;
  if (!isMine || !accessPortalUrl) return {};
  const query = new URLSearchParams({
    account_id: account.id,
    role_name: permissionSet.name,
  });
  const slug = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
  return {
    portalUrl: `${accessPortalUrl.replace(/\/$/, '')}/#/console?${query}`,
    cli: {
      startUrl: accessPortalUrl,
      region,
      sessionName: 'jit-access',
      profile: `${slug(account.name)}-${slug(permissionSet.name)}`,
      roleName: permissionSet.name,
    },
  };
}

/**
 * How long credentials may outlive an end made now. With the last assignment
 * the role goes and they with it; an inline deny cuts them off before.
 */
function residualOf(
  session: SessionRecord,
  { isShared }: SessionFacts,
): string | undefined {
  const isLive = session.status === 'ACTIVE' || session.status === 'ENDING';
  const isCut = session.credentials.mode === 'inline-deny';
  return isLive && isShared && !isCut
    ? isoOf(session.setSessionMinutes)
    : undefined;
}

/** A session as the API tells it. */
export function sessionView(
  session: SessionRecord,
  facts: SessionFacts,
): Session {
  const { now } = facts;
  return {
    id: session.id,
    number: `SES-${session.number}`,
    version: session.version,
    requestId: session.requestId,
    requestNumber: `REQ-${facts.requestNumber}`,
    status: session.status,
    state: sessionStateOf({
      status: session.status,
      endCause: session.end?.cause,
    }),
    user: session.user,
    account: session.account,
    permissionSet: {
      type: session.permissionSet.type,
      name: session.permissionSet.name,
    },
    duration: isoOf(session.minutes),
    approvedAt: session.approvedAt.toISOString(),
    grantedAt: session.grantedAt?.toISOString(),
    expiresAt: session.expiresAt?.toISOString(),
    endedAt: session.endedAt?.toISOString(),
    end: endOf(session),
    failure: session.failure,
    removal: removalOf(session, facts),
    credentials: credentialsOf(session, now),
    residual: residualOf(session, facts),
    cleanup: session.cleanup,
    flags: flagsOf(session, facts),
    sameAccess: facts.sameKey
      .filter(({ id }) => id !== session.id)
      .map(({ id, number, expiresAt }) => ({
        id,
        number: `SES-${number}`,
        expiresAt: expiresAt?.toISOString(),
      })),
    ...waysIn(session, facts),
    isMine: facts.isMine,
    allowedActions: facts.allowedActions,
  };
}
