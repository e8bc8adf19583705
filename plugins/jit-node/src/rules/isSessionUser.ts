import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { jitSessionResourceRef } from '../resources';
import { asRef, userRefParam } from './params';

/**
 * Lets a person through to their own sessions.
 *
 * @public
 */
export const isSessionUser = createPermissionRule({
  name: 'IS_SESSION_USER',
  description: 'The session gives access to the user',
  resourceRef: jitSessionResourceRef,
  paramsSchema: z.object({ userRef: userRefParam }),
  apply: (session, { userRef }) => session.userRef === asRef(userRef),
  toQuery: ({ userRef }) => ({
    property: 'person' as const,
    values: [asRef(userRef)],
  }),
});
