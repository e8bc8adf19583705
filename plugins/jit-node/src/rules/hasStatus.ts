import { createPermissionRule } from '@backstage/plugin-permission-node';
import {
  RequestStatus,
  requestTransitions,
  SessionStatus,
  sessionTransitions,
} from '@jit-portal/backstage-plugin-jit-common';
import { z } from 'zod';
import { jitRequestResourceRef, jitSessionResourceRef } from '../resources';

const requestStatuses = Object.keys(requestTransitions) as RequestStatus[];
const sessionStatuses = Object.keys(sessionTransitions) as SessionStatus[];

/**
 * Lets through requests in one of these statuses.
 *
 * @public
 */
export const hasRequestStatus = createPermissionRule({
  name: 'HAS_STATUS',
  description: 'The request is in one of these statuses',
  resourceRef: jitRequestResourceRef,
  paramsSchema: z.object({ statuses: z.array(z.enum(requestStatuses)) }),
  apply: ({ status }, { statuses }) => statuses.includes(status),
  toQuery: ({ statuses }) => ({
    property: 'status' as const,
    values: statuses,
  }),
});

/**
 * Lets through sessions in one of these statuses.
 *
 * @public
 */
export const hasSessionStatus = createPermissionRule({
  name: 'HAS_STATUS',
  description: 'The session is in one of these statuses',
  resourceRef: jitSessionResourceRef,
  paramsSchema: z.object({ statuses: z.array(z.enum(sessionStatuses)) }),
  apply: ({ status }, { statuses }) => statuses.includes(status),
  toQuery: ({ statuses }) => ({
    property: 'status' as const,
    values: statuses,
  }),
});
