import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { jitRequestResourceRef } from '../resources';
import { asRef, userRefParam } from './params';

/**
 * Lets a person through to the requests they made.
 *
 * @public
 */
export const isRequester = createPermissionRule({
  name: 'IS_REQUESTER',
  description: 'The user made the request',
  resourceRef: jitRequestResourceRef,
  paramsSchema: z.object({ userRef: userRefParam }),
  apply: ({ requesterRef }, { userRef }) => requesterRef === asRef(userRef),
  toQuery: ({ userRef }) => ({
    property: 'person' as const,
    values: [asRef(userRef)],
  }),
});
