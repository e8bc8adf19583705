import { Knex } from 'knex';
import { AccountRecord, FreshAccounts } from '../accounts/Accounts';
import { JitConfig } from '../config/JitConfig';
import { refusesLongCredentials } from '../config/refusesLongCredentials';
import { chainUntil } from '../domain/chain';
import { grant, GrantFacts } from '../domain/grant';
import { RequestRecord, ReviewRecord, SessionRecord } from '../domain/model';
import { StoredRight, whatIsForged } from '../domain/provenRight';
import { IdentityCenter, ResolvedUser } from '../identityCenter/IdentityCenter';
import { foldName } from '../identityCenter/people';
import { PolicyAdvisor } from '../policies/PolicyAdvisor';
import { refusedPolicies } from '../policies/refusedPolicies';
import { StoreClock } from '../store/clock';
import { readCustomSet } from '../store/engineSets';
import { withReviews } from '../store/requestRows';
import { assignmentOf, auditEventOf, Row, sessionOf } from '../store/rows';
import { JudgeAgain, Verdict } from './JudgeAgain';

/** What the judgement reads, all of it fresh. */
export interface JudgeSources {
  db: Knex;
  clock: StoreClock;
  config: JitConfig;
  fresh: FreshAccounts;
  identityCenter: IdentityCenter;
  /** Judges the policies of custom sets. */
  advisor: Pick<PolicyAdvisor, 'advise'>;
}

type Refused = Extract<Verdict, { ok: false }>;

const ASK_AGAIN = 'Request it again, if it is still needed.';

/**
 * Judges a session again right before its first AWS call: what is stored must
 * add up (H31), the reviewers must still be who they were, and everything that
 * made the request acceptable must still hold (H16, H18).
 */
export function judgeAgain(sources: JudgeSources): JudgeAgain {
  return async session => {
    const { right, otherSessions } = await readStored(sources, session);
    const forged = whatIsForged(right);
    if (forged) return notProven(forged);
    const request = right.request!;
    const facts = await readFacts(sources, request, otherSessions);
    const judgement = grant(request, facts);
    if (!judgement.ok) {
      const { code, message } = judgement.refusal;
      return { ok: false, code, message, fix: ASK_AGAIN };
    }
    return (
      personChanged(request, facts.user!) ??
      (await reviewersChanged(sources, request, facts.account!)) ?? {
        ok: true,
        minutes: Math.min(session.minutes, judgement.value),
      }
    );
  };
}

function notProven(forged: string): Refused {
  return {
    ok: false,
    code: 'not-proven',
    message: `The approval could not be proven. ${forged}.`,
    fix: 'An administrator should look at the audit record at once.',
    forged: true,
  };
}

async function readStored(
  { db, config }: JudgeSources,
  session: SessionRecord,
): Promise<{ right: StoredRight; otherSessions: SessionRecord[] }> {
  return db.transaction(async trx => {
    const requests: Row[] = await trx('requests').where({
      id: session.requestId,
    });
    const key: Row = await trx('assignments')
      .where({ id: session.assignmentId })
      .first();
    const events: Row[] = await trx('audit_events')
      .where({ request_id: session.requestId })
      .orderBy('id');
    const others: Row[] = await trx('sessions')
      .where({ assignment_id: session.assignmentId })
      .whereNot({ id: session.id });
    return {
      right: {
        session,
        key: assignmentOf(key),
        request: (await withReviews(trx, requests))[0],
        events: events.map(auditEventOf),
        customSet: await readCustomSet(trx, { request_id: session.requestId }),
        selfReviewAllowed: config.approvals.allowSelfReview,
      },
      otherSessions: others.map(sessionOf),
    };
  });
}

async function pauseOf(
  { db }: JudgeSources,
  accountId: string,
): Promise<{ reason: string } | undefined> {
  return (
    db('pauses')
      .whereIn('scope', ['*', accountId])
      // The one for all comes first, as it does wherever pauses are told
      .orderBy('scope')
      .first('reason')
  );
}

async function readFacts(
  sources: JudgeSources,
  request: RequestRecord,
  otherSessions: SessionRecord[],
): Promise<GrantFacts> {
  const { clock, config, db, fresh, identityCenter } = sources;
  const now = await clock.now(db);
  const arn = request.permissionSetArn;
  const [account, requester, pause, user, set, accountState, refused] =
    await Promise.all([
      fresh.readAccount(request.account.id),
      fresh.readPerson(request.requester.ref),
      pauseOf(sources, request.account.id),
      identityCenter.readUser(request.principal.id),
      arn === undefined ? undefined : identityCenter.readPermissionSet(arn),
      identityCenter.accountState(request.account.id),
      refusedPolicies(sources.advisor, request),
    ]);
  return {
    now,
    account,
    requester,
    pause,
    user,
    set,
    refusedPolicies: refused,
    boundary: config.customSets.boundary,
    accountState: accountState ?? 'UNKNOWN',
    chain: chainUntil(otherSessions, now),
    minMinutes: config.duration.minMinutes,
    refuseLongCredentials: refusesLongCredentials(config),
  };
}

/** The same id with other names may be somebody else by now (H15). */
function personChanged(
  request: RequestRecord,
  user: ResolvedUser,
): Refused | undefined {
  const { userName, email } = request.principal;
  const same = (a: string | undefined, b: string | undefined) =>
    foldName(a ?? '') === foldName(b ?? '');
  if (same(userName, user.userName) && same(email, user.email)) {
    return undefined;
  }
  return {
    ok: false,
    code: 'person-changed',
    message: `${request.requester.displayName} has another name or e-mail in IAM Identity Center than at the request`,
    fix: ASK_AGAIN,
  };
}

/** Whether a reviewer may still review as they did. */
async function isStillEligible(
  { fresh }: JudgeSources,
  account: AccountRecord,
  { reviewer, as }: ReviewRecord,
): Promise<boolean> {
  if (as === 'owner') {
    return account.ownerPeople.some(({ ref }) => ref === reviewer.ref);
  }
  const standing = await fresh.readPerson(reviewer.ref);
  return Boolean(as === 'admin' ? standing?.isAdmin : standing?.isSsoAdmin);
}

async function reviewersChanged(
  sources: JudgeSources,
  request: RequestRecord,
  account: AccountRecord,
): Promise<Refused | undefined> {
  for (const review of request.reviews) {
    if (await isStillEligible(sources, account, review)) continue;
    return {
      ok: false,
      code: 'reviewer-changed',
      message: `${review.reviewer.displayName} approved this and may no longer review it`,
      fix: 'Request it again; somebody who may review it has to approve it.',
    };
  }
  return undefined;
}
