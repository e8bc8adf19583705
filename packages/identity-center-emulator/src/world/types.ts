import { FullSeed } from '../seed';
import { Change } from './history';

/** @public */
export interface PermissionSetState {
  arn: string;
  name: string;
  description?: string;
  sessionDuration: string;
  relayState?: string;
  createdAt: number;
  managedPolicies: string[];
  customerPolicies: CustomerPolicyReference[];
  inlinePolicy?: string;
  boundary?: Boundary;
  tags: Record<string, string>;
  /** Grows with each change; accounts hold the one last provisioned. */
  revision: number;
}

/** @public */
export interface CustomerPolicyReference {
  Name: string;
  Path: string;
}

/** @public */
export interface Boundary {
  ManagedPolicyArn?: string;
  CustomerManagedPolicyReference?: { Name: string; Path?: string };
}

/** @public */
export interface AssignmentState {
  accountId: string;
  permissionSetArn: string;
  principalType: 'USER' | 'GROUP';
  principalId: string;
  createdAt: number;
}

/** What an operation is about to do, before AWS knows of it. @public */
export interface OperationWish {
  kind: 'creation' | 'deletion' | 'provisioning';
  accountId: string;
  permissionSetArn: string;
  principalType?: 'USER' | 'GROUP';
  principalId?: string;
  /** What it will end as once its time has come. */
  willFail?: string;
}

/** @public */
export interface OperationState extends OperationWish {
  requestId: string;
  status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  failureReason?: string;
  createdAt: number;
  finishesAt: number;
}

/** An operation that AWS will hear of only later; until then nothing shows. @public */
export interface LateOperation extends OperationWish {
  landsAt: number;
}

/** What a role allows, as it was last provisioned. @public */
export interface RolePolicies {
  managed: string[];
  customer: CustomerPolicyReference[];
  inline?: string;
  boundary?: Boundary;
}

/** A role in an account: there while the set is assigned there. @public */
export interface RoleState {
  accountId: string;
  permissionSetArn: string;
  permissionSetName: string;
  roleName: string;
  /** The revision of the set that the role holds. */
  revision: number;
  policies: RolePolicies;
}

/** Credentials that were issued for a role; they outlive the assignment. @public */
export interface CredentialsState {
  id: string;
  userId: string;
  userName: string;
  accountId: string;
  permissionSetArn: string;
  roleName: string;
  issuedAt: number;
  expiresAt: number;
}

/** A service control policy, attached to accounts, units or the root. @public */
export interface ControlPolicyState {
  id: string;
  name: string;
  description: string;
  content: string;
  targets: string[];
  /** What it said before, as long as that is still in force somewhere. */
  superseded: { content: string; until: number }[];
}

/** Everything the emulated AWS knows. Plain data, so that it can be kept. @public */
export interface WorldData {
  seed: FullSeed;
  permissionSets: PermissionSetState[];
  assignments: AssignmentState[];
  operations: OperationState[];
  late: LateOperation[];
  roles: RoleState[];
  credentials: CredentialsState[];
  controlPolicies: ControlPolicyState[];
  /** What was made and removed lately, for lists that lag. */
  changes: {
    assignments: Change<AssignmentState>[];
    roles: Change<RoleState>[];
  };
}

/** How long asynchronous operations take, in milliseconds of the clock. @public */
export interface WorldTimes {
  assignmentMs: number;
  provisioningMs: number;
  /** How long a changed service control policy takes to get everywhere. */
  controlPolicyMs: number;
}
