import { actionContains, actionsOverlap } from '../patterns/actions';
import { Statement, Written } from '../reading/Policy';
import { Found } from './Finding';
import { Grants } from './Grants';

/**
 * Actions that configuration says are never to be granted. A pattern that
 * could take one of them counts, whatever the resources and the conditions.
 */
export function findNeverGranted(grants: Grants, never: string[]): Found[] {
  return never.flatMap(action =>
    grants.isDenied(action)
      ? []
      : grants.allows.flatMap(({ source, statement }) =>
          allowed(statement, action).map(
            ({ place }): Found => ({
              code: 'never-granted',
              severity: 'HIGH',
              source,
              place,
              actions: [action],
            }),
          ),
        ),
  );
}

function allowed({ actions }: Statement, never: string): Written[] {
  const { listed, inverted, place } = actions;
  if (!inverted)
    return listed.filter(({ text }) => actionsOverlap(text, never));
  return listed.some(({ text }) => actionContains(text, never))
    ? []
    : [{ text: 'NotAction', place }];
}
