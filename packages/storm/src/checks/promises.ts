import { Promised, Violation } from '../words';

/** What the database knows of requests, reviews and ends at the end. */
export interface Known {
  requests: readonly { id: string; status: string; requesterRef: string }[];
  reviews: readonly {
    requestId: string;
    stage: string;
    reviewerRef: string;
    decision: string;
  }[];
  sessions: readonly { id: string; status: string; endCause?: string }[];
}

const refOf = (name: string) => `user:default/${name}`;

function lost(promise: Promised, what: string): Violation {
  return {
    rule: 'no-answer-lost',
    what: `${promise.by} was told by ${promise.replica} that ${promise.id} is ${promise.kind}, and ${what}`,
  };
}

function brokenBy(promise: Promised, known: Known): Violation | undefined {
  const { kind, id, by, decision } = promise;
  const request = known.requests.find(one => one.id === id);
  const session = known.sessions.find(one => one.id === id);
  switch (kind) {
    case 'submitted':
      return request?.requesterRef === refOf(by)
        ? undefined
        : lost(promise, 'no such request is known');
    case 'reviewed':
      return known.reviews.some(
        one =>
          one.requestId === id &&
          one.reviewerRef === refOf(by) &&
          one.decision === decision,
      )
        ? undefined
        : lost(promise, 'no such review is known');
    case 'cancelled':
      return request?.status === 'CANCELLED'
        ? undefined
        : lost(promise, `it is ${request?.status}`);
    default:
      return session?.endCause === kind
        ? undefined
        : lost(promise, `it ended by ${session?.endCause ?? 'nothing'}`);
  }
}

/** Two people who were both told that their decision counts. */
function doubleReviews(promises: readonly Promised[]): Violation[] {
  const deciders = new Map<string, Set<string>>();
  for (const one of promises.filter(({ kind }) => kind === 'reviewed')) {
    const said = `${one.by} (${one.decision})`;
    deciders.set(one.id, (deciders.get(one.id) ?? new Set()).add(said));
  }
  return [...deciders]
    .filter(([, people]) => people.size > 1)
    .map(([id, people]) => ({
      rule: 'one-review',
      what: `${[...people].join(
        ' and ',
      )} were both told that they decided ${id}`,
    }));
}

/** Every 2xx that anybody got still holds. */
export function checkPromises(
  promises: readonly Promised[],
  known: Known,
): Violation[] {
  const broken = promises
    .map(promise => brokenBy(promise, known))
    .filter((one): one is Violation => one !== undefined);
  return [...broken, ...doubleReviews(promises)];
}
