import {
  PermissionSetType,
  RequestStatus,
  RESOURCE_TYPE_JIT_ACCOUNT,
  RESOURCE_TYPE_JIT_REQUEST,
  RESOURCE_TYPE_JIT_SESSION,
  Role,
  SessionStatus,
} from '@jit-portal/backstage-plugin-jit-common';
import { createPermissionResourceRef } from '@backstage/plugin-permission-node';

/**
 * A role that configuration gives; owners belong to accounts instead.
 *
 * @public
 */
export type JitRole = Exclude<Role, 'owner'>;

/**
 * What every resource tells of the people around it. References are full and
 * in lower case; groups are resolved to people.
 *
 * @public
 */
export interface JitSurroundings {
  /** Absent where the entity of an account carries a wrong id. */
  accountId?: string;
  /** People who own the account, as last read; empty without an id. */
  ownerPeople: ReadonlySet<string>;
  /** People who hold each role of `jit.roles`, as last read. */
  roleHolders: Record<JitRole, ReadonlySet<string>>;
}

/**
 * An account, as permission rules see it.
 *
 * @public
 */
export type JitAccountResource = JitSurroundings;

/**
 * A request, as permission rules see it.
 *
 * @public
 */
export interface JitRequestResource extends JitSurroundings {
  /** Full ref of who asks, in lower case. */
  requesterRef: string;
  /** As on record when the policy is asked. */
  status: RequestStatus;
  /** Custom ones pass two stages, says the approver guide. */
  permissionSetType: PermissionSetType;
}

/**
 * A session, as permission rules see it.
 *
 * @public
 */
export interface JitSessionResource extends JitSurroundings {
  /** Full ref of whose access it is, in lower case. */
  userRef: string;
  /** As on record when the policy is asked. */
  status: SessionStatus;
  /** Of the set that is assigned. */
  permissionSetType: PermissionSetType;
}

/**
 * What a rule asks of the database; the backend turns it into SQL. It means
 * on a row what `apply` means on a resource.
 *
 * - `person`: the requester of a request, the user of a session
 * - `owner`: owners of the resource's account
 * - `role`: does not depend on the resource
 *
 * @public
 */
export type JitFilter =
  | {
      property: 'person' | 'accountId' | 'status' | 'permissionSetType';
      values: string[];
    }
  | { property: 'owner'; userRef: string }
  | { property: 'role'; userRef: string; roles: JitRole[] };

/** What rules on accounts are made for; resources are named by account ids. @public */
export const jitAccountResourceRef = createPermissionResourceRef<
  JitAccountResource,
  JitFilter
>().with({ pluginId: 'jit', resourceType: RESOURCE_TYPE_JIT_ACCOUNT });

/** What rules on requests are made for; named by ids or `REQ-1042`. @public */
export const jitRequestResourceRef = createPermissionResourceRef<
  JitRequestResource,
  JitFilter
>().with({ pluginId: 'jit', resourceType: RESOURCE_TYPE_JIT_REQUEST });

/** What rules on sessions are made for; named by ids or `SES-88`. @public */
export const jitSessionResourceRef = createPermissionResourceRef<
  JitSessionResource,
  JitFilter
>().with({ pluginId: 'jit', resourceType: RESOURCE_TYPE_JIT_SESSION });
