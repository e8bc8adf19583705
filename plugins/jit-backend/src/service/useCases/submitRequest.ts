import {
  AccessRequest,
  ReviewedAs,
  SubmitRequest,
  wordsOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { customSetOf } from '../../domain/customSet';
import { contentHashOf } from '../../domain/contentHash';
import { Actor, RequestRecord } from '../../domain/model';
import { accept, Judgement, Refusal } from '../../domain/refusal';
import { riskFlagsOf } from '../../domain/riskFlags';
import { SubmissionFacts, submit, Submittable } from '../../domain/submit';
import { isOffHours } from '../../domain/workingHours';
import { StandardSet } from '../../identityCenter/IdentityCenter';
import { shownFindings } from '../../policies/shownFindings';
import { IdempotencyKey, Replay } from '../../store/deeds/idempotency';
import type {
  CouldReview,
  SubmissionSaved,
} from '../../store/deeds/submitRequest';
import { NewRequest } from '../../store/requestRows';
import { bodyHashOf } from '../bodyHash';
import { actorOf, Caller } from '../Caller';
import { JitServiceParts, Bench } from '../Parts';
import { errorFor } from '../refusalErrors';
import { Viewpoint, viewpointOf } from '../views/Viewpoint';
import { submissionFacts } from './submissionFacts';

const ROUTE = 'POST /requests';

export const KEY_REUSED: Refusal = {
  code: 'idempotency-key-reused',
  message: 'This Idempotency-Key was used for another request.',
};

async function riskFlags(
  { stores, config }: Bench,
  { account, requester, minutes, set }: Submittable,
  { values: { justification }, now, custom }: SubmissionFacts,
) {
  const past = await stores.statistics.pastOnAccount(
    requester.person.ref,
    account.id,
    set.name,
  );
  const zone = account.settings.timeZone;
  return riskFlagsOf({
    setName: set.name,
    managedPolicyArns:
      'content' in set ? set.content?.managedPolicyArns : undefined,
    minutes,
    justification,
    now,
    offHours: isOffHours(now, config.workingHours, zone),
    custom,
    ...past,
  });
}

/** What is asked for: a set as it stands in AWS, or one that is yet to be made. */
function setIn({ set }: Submittable, { custom }: SubmissionFacts) {
  if (custom) {
    const { asked, findings, coveredBy } = custom;
    return {
      permissionSet: customSetOf(asked),
      findings: shownFindings(findings),
      coveredBy,
    };
  }
  const standard = set as StandardSet;
  return {
    permissionSet: {
      type: 'standard' as const,
      name: standard.name,
      description: standard.description,
      sessionDuration: `PT${standard.sessionMinutes}M`,
    },
    permissionSetArn: standard.arn,
    permissionSetFingerprint: standard.fingerprint,
  };
}

function describe(
  submittable: Submittable,
  facts: SubmissionFacts,
  flags: NewRequest['riskFlags'],
  caller: Caller,
): NewRequest {
  const { account, requester, user, minutes, plan } = submittable;
  const content = {
    requester: requester.person,
    principal: { id: user.id, userName: user.userName, email: user.email },
    account: {
      id: account.id,
      name: account.name,
      entityRef: account.entityRef,
      entityUid: account.entityUid,
      source: account.source,
    },
    ...setIn(submittable, facts),
    minutes,
    justification: facts.values.justification,
  };
  return {
    ...content,
    status: facts.custom ? 'PENDING_OWNER' : 'PENDING',
    actorRef: caller.actorRef,
    contentHash: contentHashOf(content),
    plan,
    riskFlags: flags,
    windowMinutes: account.settings.windowMinutes,
  };
}

/** More than these are too many to tell one from another on the record. */
const MOST_PEOPLE = 100;

/** Who may review it as things stand, the requester aside. */
function couldReview(
  { account, plan: { allowSelfReview, stages } }: Submittable,
  { plan: { ssoAdminRefs, adminRefs } }: SubmissionFacts,
  caller: Caller,
): CouldReview {
  const asked = new Set(stages.flatMap(({ reviewers }) => reviewers));
  const among = (as: ReviewedAs, refs: readonly string[]) =>
    asked.has(as)
      ? [...new Set(refs)]
          .filter(ref => allowSelfReview || ref !== caller.ref)
          .slice(0, MOST_PEOPLE)
      : [];
  return {
    owners: among(
      'owner',
      account.ownerPeople.map(({ ref }) => ref),
    ),
    ssoAdmins: among('sso-admin', ssoAdminRefs),
    admins: among('admin', adminRefs),
  };
}

/** Somebody else took it a moment ago. */
function nameTaken(name: string): Refusal {
  const message = `${name} is taken until its permission set is deleted. Choose another name.`;
  const details = [{ field: 'permissionSet.name', message }];
  return { code: 'name-taken', message, details };
}

/** What the store found in the way, in words. */
function refusalOf(
  saved: Exclude<SubmissionSaved, { kind: 'saved' } | { kind: 'replayed' }>,
  { limits }: JitServiceParts['config'],
  name: string,
): Refusal {
  switch (saved.kind) {
    case 'key-reused':
      return KEY_REUSED;
    case 'already-pending':
      return {
        code: 'already-pending',
        message: `REQ-${saved.number} for the same access is waiting.`,
      };
    case 'name-taken':
      return nameTaken(name);
    case 'too-many-submissions':
      return {
        code: 'too-many-submissions',
        message: `At most ${
          limits.submissionsPerPersonPerHour
        } requests in ${wordsOf(60)}. Try again later.`,
      };
    default:
      return {
        code: 'too-many-pending',
        message: `You have ${limits.pendingPerPerson} requests waiting already.`,
      };
  }
}

/** The whole request, as its requester sees it. */
async function reply(
  { presenter }: Bench,
  request: RequestRecord,
  viewpoint: Viewpoint,
): Promise<AccessRequest> {
  return (await presenter.requests([request], viewpoint))[0];
}

/** What the key made before. */
export async function replayed(
  bench: Bench,
  replay: Replay,
  viewpoint: Viewpoint,
): Promise<AccessRequest> {
  if (replay.kind === 'key-reused') throw errorFor(KEY_REUSED);
  const request = await bench.stores.requests.find(replay.requestId);
  return reply(bench, request!, viewpoint);
}

/** So many attempts for each request that may be made. */
const ATTEMPTS = 4;

/** How often one person may try in an hour; each attempt asks AWS. */
export function attemptsPerHour({ limits }: JitServiceParts['config']): number {
  return ATTEMPTS * limits.submissionsPerPersonPerHour;
}

/** Somebody tries more often than it can be meant. */
export function tooManyAttempts(config: JitServiceParts['config']): Refusal {
  return {
    code: 'too-many-submissions',
    message: `At most ${attemptsPerHour(config)} attempts in ${wordsOf(
      60,
    )}, refused ones included. Try again later.`,
  };
}

/** Judges a submission afresh and describes the request that it makes. */
async function judged(
  bench: Bench,
  body: SubmitRequest,
  caller: Caller,
): Promise<Judgement<{ request: NewRequest; couldReview: CouldReview }>> {
  const facts = await submissionFacts(bench, body, caller);
  const judgement = submit(facts);
  if (!judgement.ok) return judgement;
  const flags = await riskFlags(bench, judgement.value, facts);
  return accept({
    request: describe(judgement.value, facts, flags, caller),
    couldReview: couldReview(judgement.value, facts, caller),
  });
}

/** How a request is asked for: once, and with which others. */
export interface Submitting {
  idempotency?: IdempotencyKey;
  /** Of the requests that were sent at once. */
  submissionId?: string;
}

/** Asks for access, alone or as one of a submission. */
export async function submitOne(
  bench: Bench,
  body: SubmitRequest,
  { idempotency, submissionId }: Submitting,
  caller: Caller,
): Promise<AccessRequest> {
  const { stores, refusals, config, onChanged } = bench;
  const viewpoint = await viewpointOf(bench, caller);
  const replay = async () =>
    idempotency && (await stores.requests.findReplay(idempotency));
  const before = await replay();
  if (before) return replayed(bench, before, viewpoint);

  const actor: Actor = actorOf(caller, viewpoint.person.displayName);
  const refuse = (refusal: Refusal) =>
    refusals.refuse(refusal, {
      actor,
      deed: 'request.create',
      accountId: body.accountId,
      data: { permissionSet: body.permissionSet.name, submissionId },
    });
  if (!bench.submissions.take(caller.ref)) {
    throw await refuse(tooManyAttempts(config));
  }
  const judgement = await judged(bench, body, caller);
  if (!judgement.ok) {
    // The same, sent twice, may have been made between
    const meanwhile = await replay();
    if (meanwhile) return replayed(bench, meanwhile, viewpoint);
    throw await refuse(judgement.refusal);
  }
  const asked = judgement.value;
  const { request } = asked;
  const saved = await stores.requests.saveSubmission({
    ...asked,
    actor,
    idempotency,
    submissionId,
    limits: config.limits,
  });
  if (saved.kind === 'replayed') return replayed(bench, saved, viewpoint);
  if (saved.kind !== 'saved') {
    const { name } = request.permissionSet;
    throw await refuse(refusalOf(saved, config, name));
  }
  onChanged();
  return reply(bench, saved.request, viewpoint);
}

/** Asks for access. */
export async function submitRequest(
  bench: Bench,
  body: SubmitRequest,
  { idempotencyKey }: { idempotencyKey?: string },
  caller: Caller,
): Promise<AccessRequest> {
  if (idempotencyKey === undefined) return submitOne(bench, body, {}, caller);
  const idempotency: IdempotencyKey = {
    userRef: caller.ref,
    route: ROUTE,
    key: idempotencyKey,
    bodyHash: bodyHashOf(body),
  };
  return submitOne(bench, body, { idempotency }, caller);
}
