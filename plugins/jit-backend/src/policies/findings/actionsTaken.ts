import { ActionFacts, Facts } from '../data/ServiceFacts';
import { serviceOf } from '../patterns/actions';
import { globMatches, hasWildcard } from '../patterns/globs';

/** What AWS has that a pattern of one service takes. */
export function actionsTaken(pattern: string, facts: Facts): ActionFacts[] {
  const service = serviceOf(pattern);
  const actions = facts.service(service ?? '')?.actions;
  if (service === undefined || !actions) return [];
  const name = pattern.slice(service.length + 1).toLowerCase();
  if (!hasWildcard(name)) {
    const only = actions.get(name);
    return only ? [only] : [];
  }
  // By the names in lower case that they are kept under: thousands of patterns
  // are asked about hundreds of actions each
  const taken: ActionFacts[] = [];
  for (const [folded, action] of actions) {
    if (globMatches(name, folded)) taken.push(action);
  }
  return taken;
}
