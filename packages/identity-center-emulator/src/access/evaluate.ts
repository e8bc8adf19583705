import { NotEmulated } from './matching';
import { anyMatches, Document, RequestContext } from './statements';

export type Verdict =
  | { effect: 'allowed'; because: string }
  | { effect: 'denied'; because: string }
  | { effect: 'not-emulated'; because: string };

/** Everything that has a say in what a role may do. */
export interface Policies {
  scps: Document[];
  identity: Document[];
  /** What the permissions boundary allows at most, where there is one. */
  boundary?: Document[];
}

const denied = (because: string): Verdict => ({ effect: 'denied', because });

function judge(policies: Policies, context: RequestContext): Verdict {
  const { scps, identity, boundary } = policies;
  if (anyMatches(scps, 'Deny', context)) {
    return denied('a service control policy denies it');
  }
  if (anyMatches(identity, 'Deny', context)) {
    return denied('a statement denies it');
  }
  if (boundary && anyMatches(boundary, 'Deny', context)) {
    return denied('the permissions boundary denies it');
  }
  if (boundary && !anyMatches(boundary, 'Allow', context)) {
    return denied('the permissions boundary does not allow it');
  }
  return anyMatches(identity, 'Allow', context)
    ? { effect: 'allowed', because: 'a statement allows it' }
    : denied('no statement allows it');
}

/** Judges a call: a deny wins, the boundary bounds, silence denies. */
export function evaluate(
  policies: () => Policies,
  context: RequestContext,
): Verdict {
  try {
    return judge(policies(), context);
  } catch (error) {
    if (!(error instanceof NotEmulated)) throw error;
    return {
      effect: 'not-emulated',
      because: `${error.message} is not emulated`,
    };
  }
}
