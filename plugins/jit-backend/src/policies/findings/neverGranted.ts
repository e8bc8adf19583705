import { actionContains, actionsOverlap } from '../patterns/actions';
import { Statement, Written } from '../reading/Policy';
import { Found } from './Finding';
import { Grants } from './Grants';

/**
 * Actions that configuration says are never to be granted. A pattern that
 * could take one of them counts, whatever the resources and the conditions,
 * unless a deny takes away all of the one or all of the other: a deny of a part
 * leaves the rest, and AWS adds to it.
 */
export function findNeverGranted(grants: Grants, never: string[]): Found[] {
  return never.flatMap(action =>
    grants.isDenied(action)
      ? []
      : grants.allows.flatMap(({ source, statement }) =>
          allowed(statement, action, grants).map(
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

function allowed(
  { actions }: Statement,
  never: string,
  grants: Grants,
): Written[] {
  const { listed, inverted, place } = actions;
  if (!inverted) {
    return listed.filter(
      ({ text }) => actionsOverlap(text, never) && !grants.isDenied(text),
    );
  }
  return listed.some(({ text }) => actionContains(text, never))
    ? []
    : [{ text: 'NotAction', place }];
}
