import {
  AccessRequest,
  SubmitRequest,
  wordsOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { customSetOf } from '../../domain/customSet';
import { contentHashOf } from '../../domain/contentHash';
import { Actor, RequestRecord } from '../../domain/model';
import { Refusal } from '../../domain/refusal';
import { riskFlagsOf } from '../../domain/riskFlags';
import { SubmissionFacts, submit, Submittable } from '../../domain/submit';
import { isOffHours } from '../../domain/workingHours';
import { StandardSet } from '../../identityCenter/IdentityCenter';
import { IdempotencyKey, Replay } from '../../store/deeds/idempotency';
import type { SubmissionSaved } from '../../store/deeds/submitRequest';
import { NewRequest } from '../../store/requestRows';
import { bodyHashOf } from '../bodyHash';
import { actorOf, Caller } from '../Caller';
import { JitServiceParts, Bench } from '../Parts';
import { errorFor } from '../refusalErrors';
import { Viewpoint, viewpointOf } from '../views/Viewpoint';
import { submissionFacts } from './submissionFacts';

const ROUTE = 'POST /requests';

const KEY_REUSED: Refusal = {
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
    return { permissionSet: customSetOf(asked), findings, coveredBy };
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

async function replayed(
  bench: Bench,
  replay: Replay,
  viewpoint: Viewpoint,
): Promise<AccessRequest> {
  if (replay.kind === 'key-reused') throw errorFor(KEY_REUSED);
  const request = await bench.stores.requests.find(replay.requestId);
  return reply(bench, request!, viewpoint);
}

/** Judges a submission afresh and describes the request that it makes. */
async function judged(
  bench: Bench,
  body: SubmitRequest,
  caller: Caller,
  refuse: (refusal: Refusal) => Promise<Error>,
): Promise<NewRequest> {
  const facts = await submissionFacts(bench, body, caller);
  const judgement = submit(facts);
  if (!judgement.ok) throw await refuse(judgement.refusal);
  const flags = await riskFlags(bench, judgement.value, facts);
  return describe(judgement.value, facts, flags, caller);
}

/** Asks for access. */
export async function submitRequest(
  bench: Bench,
  body: SubmitRequest,
  { idempotencyKey }: { idempotencyKey?: string },
  caller: Caller,
): Promise<AccessRequest> {
  const { stores, refusals, config, onChanged } = bench;
  const viewpoint = await viewpointOf(bench, caller);
  const idempotency: IdempotencyKey | undefined =
    idempotencyKey === undefined
      ? undefined
      : {
          userRef: caller.ref,
          route: ROUTE,
          key: idempotencyKey,
          bodyHash: bodyHashOf(body),
        };
  const replay = idempotency && (await stores.requests.findReplay(idempotency));
  if (replay) return replayed(bench, replay, viewpoint);

  const actor: Actor = actorOf(caller, viewpoint.person.displayName);
  const refuse = (refusal: Refusal) =>
    refusals.refuse(refusal, {
      actor,
      deed: 'request.create',
      accountId: body.accountId,
      data: { permissionSet: body.permissionSet.name },
    });
  const request = await judged(bench, body, caller, refuse);
  const saved = await stores.requests.saveSubmission({
    request,
    actor,
    idempotency,
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
