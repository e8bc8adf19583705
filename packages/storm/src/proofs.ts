import { setTimeout as sleep } from 'node:timers/promises';
import { Crowd } from './Crowd';
import { Reply } from './Person';
import { leaderOf, Portal } from './Portal';
import { keyFor } from './scene';
import { AwsFact, Violation } from './words';

/*
 * What is promised of several replicas, each proven once in calm weather and
 * with figures, before the storm begins.
 */
const TO_AWS_MS = 1_000;
const FAILOVER_MS = 30_000;
const HAND_OVER_MS = 5_000;
const UNDONE_MS = 120_000;
const STALL_MS = 23_000;

export interface Proof {
  name: string;
  milliseconds: number;
  allowed: number;
}

async function timeUntil(
  what: () => Promise<boolean>,
  mostMs: number,
): Promise<number> {
  const began = Date.now();
  while (Date.now() - began < mostMs) {
    if (await what().catch(() => false)) break;
    await sleep(50);
  }
  return Date.now() - began;
}

const stands = (aws: AwsFact, key: string) =>
  aws.access.some(one => one.key === key);

/** What a replica could not do just now is asked of it again. */
async function insist(what: string, deed: () => Promise<Reply>) {
  let reply = await deed();
  for (let again = 0; again < 10 && !(reply.status < 500); again++) {
    await sleep(1_000);
    reply = await deed();
  }
  if (reply.status >= 200 && reply.status < 300) return reply;
  throw new Error(`${what}: ${reply.status} ${JSON.stringify(reply.body)}`);
}

/** Someone asks, and it is approved on one replica. */
async function approvedOn(
  portal: Portal,
  crowd: Crowd,
  index: number,
  set: string,
  accountId: string,
) {
  const replica = portal.replicas[index];
  const wish = {
    accountId,
    permissionSet: { type: 'standard', name: set },
    duration: 'PT15M',
    justification: 'Proves what replicas promise together',
  };
  const asked = await insist('Asking', () =>
    crowd.person('dana').on(replica).post('/requests', wish),
  );
  const { id, version } = asked.body;
  const review = {
    version,
    decision: 'approve',
    comment: 'Seen before the storm',
  };
  const approved = await insist('Approving', () =>
    crowd.person('sam').on(replica).post(`/requests/${id}/reviews`, review),
  );
  const key = keyFor('dana', accountId, set);
  return { key, sessionId: approved.body.session.id, at: Date.now() };
}

/** Milliseconds from an approval's answer to its call to AWS. */
async function approvalToAws(
  portal: Portal,
  crowd: Crowd,
  index: number,
  set: string,
): Promise<number> {
  const accountId = String(600000000004 + index);
  const one = await approvedOn(portal, crowd, index, set, accountId);
  const sent = () =>
    portal.calls.find(
      call =>
        call.operation === 'CreateAccountAssignment' && call.key === one.key,
    );
  await timeUntil(async () => sent() !== undefined, 10_000);
  return (sent()?.at ?? Infinity) - one.at;
}

/** An approval on any replica reaches AWS in under a second: the median of three. */
async function approvalsReachAws(portal: Portal, crowd: Crowd) {
  const proofs: Proof[] = [];
  for (let index = 0; index < portal.replicas.length; index++) {
    const taken: number[] = [];
    for (const set of ['BillingView', 'ReadOnlyAccess', 'PowerUserAccess']) {
      taken.push(await approvalToAws(portal, crowd, index, set));
    }
    const [, median] = taken.sort((a, b) => a - b);
    proofs.push({
      name: `an approval on ${portal.replicas[index].name} reaches AWS`,
      milliseconds: median,
      allowed: TO_AWS_MS,
    });
  }
  return proofs;
}

async function newLead(portal: Portal, token: number, mostMs: number) {
  return timeUntil(
    async () => (await portal.tables.leadToken()) > token,
    mostMs,
  );
}

/** Shut down politely, a leader hands over at once. */
async function handOver(portal: Portal): Promise<Proof> {
  const token = await portal.tables.leadToken();
  const leader = await leaderOf(portal);
  const ended = leader!.end();
  const milliseconds = await newLead(portal, token, FAILOVER_MS);
  await ended;
  await leader!.start();
  await timeUntil(() => leader!.ready(), 60_000);
  return {
    name: 'a leader that is shut down hands over',
    milliseconds,
    allowed: HAND_OVER_MS,
  };
}

/** Killed, a leader is followed by another one. */
async function failOver(portal: Portal): Promise<Proof> {
  const token = await portal.tables.leadToken();
  const leader = await leaderOf(portal);
  await leader!.kill();
  const milliseconds = await newLead(portal, token, 2 * FAILOVER_MS);
  await leader!.start();
  await timeUntil(() => leader!.ready(), 60_000);
  return {
    name: 'another leads after a kill',
    milliseconds,
    allowed: FAILOVER_MS,
  };
}

/**
 * H2: the leader stands still between its lease check and the send. Another
 * takes over, the access is revoked, then the first goes on and AWS gets its
 * create after all. It has to be found and undone.
 */
async function stalledSend(portal: Portal, crowd: Crowd): Promise<Proof> {
  const leader = (await leaderOf(portal))!;
  const index = portal.replicas.indexOf(leader);
  const other = (index + 1) % portal.replicas.length;
  const accountId = '600000000008';
  const key = keyFor('dana', accountId, 'DatabaseAdmin');
  const caught = leader.line.holdNext(
    call => call.operation === 'CreateAccountAssignment' && call.key === key,
  );
  const { sessionId } = await approvedOn(
    portal,
    crowd,
    other,
    'DatabaseAdmin',
    accountId,
  );
  const held = await caught;
  const token = await portal.tables.leadToken();
  leader.stall();
  const began = Date.now();
  const revoked = await crowd
    .person('sam')
    .on(portal.replicas[other])
    .post(`/sessions/${sessionId}/revoke`, { reason: 'While it stands still' });
  if (revoked.status !== 200) throw new Error('The revocation was refused');
  await newLead(portal, token, STALL_MS);
  await sleep(Math.max(0, STALL_MS - (Date.now() - began)));
  leader.goOn();
  held.letGo();
  await timeUntil(
    async () => stands(await portal.emulator.state(), key),
    2_000,
  );
  const milliseconds = await timeUntil(async () => {
    const [session] = (await portal.tables.sessions()).filter(
      one => one.id === sessionId,
    );
    const gone = !stands(await portal.emulator.state(), key);
    return gone && session.status === 'REVOKED';
  }, 2 * UNDONE_MS);
  return {
    name: 'what a stalled leader sends late is undone, and told as revoked',
    milliseconds,
    allowed: UNDONE_MS,
  };
}

/** @param slack - what the promised times are multiplied by */
export async function prove(
  portal: Portal,
  crowd: Crowd,
  slack: number,
): Promise<Proof[]> {
  const proofs = await approvalsReachAws(portal, crowd);
  if (portal.replicas.length >= 2) {
    proofs.push(await handOver(portal));
    proofs.push(await failOver(portal));
    proofs.push(await stalledSend(portal, crowd));
  }
  return proofs.map(one => ({ ...one, allowed: one.allowed * slack }));
}

export function checkProofs(proofs: readonly Proof[]): Violation[] {
  return proofs
    .filter(one => !(one.milliseconds <= one.allowed))
    .map(one => ({
      rule: 'replicas-together',
      what: `${one.name}: ${one.milliseconds} ms, ${one.allowed} ms allowed`,
    }));
}
