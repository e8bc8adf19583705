import { setTimeout as sleep } from 'node:timers/promises';
import { setName } from '../ground/aws';
import {
  accountId,
  FIRST_MEMBER,
  HistorySize,
  owningGroups,
} from '../ground/history';
import { Person } from '../Person';

/** Somebody who answers for an account, and that account. */
export interface Reviewing {
  person: number;
  account: number;
}

/** So many people who review, each on an account of theirs. */
export function reviewersOf(size: HistorySize, most: number): Reviewing[] {
  const found = owningGroups(size).flatMap(({ members, accounts }) =>
    members
      .filter(person => person >= FIRST_MEMBER)
      .map((person, index) => ({
        person,
        account: accounts[index % accounts.length],
      })),
  );
  return found.slice(0, most);
}

export interface Asked {
  id: string;
  version: number;
}

let asked = 0;

/**
 * Asks for one of the sets that everybody asks for. Nobody asks twice for the
 * same on one account, so each measurement has sets of its own.
 */
export async function ask(
  person: Person,
  account: number,
  set: number,
): Promise<{ asked: Asked; milliseconds: number }> {
  asked += 1;
  const { body, milliseconds } = await person.post('/jit/requests', {
    accountId: accountId(account),
    permissionSet: {
      type: 'standard',
      name: setName(set),
    },
    duration: 'PT1H',
    justification: `Look into failed payouts, ticket OPS-${asked}`,
  });
  if (!body.status.startsWith('PENDING')) {
    throw new Error(`A new request is ${body.status}`);
  }
  return { asked: { id: body.id, version: body.version }, milliseconds };
}

const path = ({ id }: Asked) => `/jit/requests/${id}/reviews`;

/** @returns how long it took; the request is approved then */
export async function approve(person: Person, request: Asked): Promise<number> {
  const { body, milliseconds } = await person.post(path(request), {
    version: request.version,
    decision: 'approve',
  });
  if (body.status !== 'APPROVED') {
    throw new Error(`An approved request is ${body.status}`);
  }
  return milliseconds;
}

const AGAIN_MS = 1_000;

/**
 * As people do who are told to try again, since AWS is asked no more often
 * than it allows.
 *
 * @returns how long it took with all that, and how often they were told so
 */
export async function insistOnApproval(
  person: Person,
  request: Asked,
): Promise<{ milliseconds: number; again: number }> {
  const began = performance.now();
  for (let again = 0; ; again++) {
    const { status, body } = await tryToApprove(person, request);
    if (status < 300) {
      return { milliseconds: performance.now() - began, again };
    }
    if (body?.error?.code !== 'aws-unavailable') {
      throw new Error(`A review answered ${status}: ${JSON.stringify(body)}`);
    }
    await sleep(AGAIN_MS);
  }
}

/** Whatever comes of it. */
export async function tryToApprove(person: Person, request: Asked) {
  return person.try('POST', path(request), {
    version: request.version,
    decision: 'approve',
  });
}
