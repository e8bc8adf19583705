import { CredentialsMode } from '@jit-portal/backstage-plugin-jit-common';
import { ServiceRoute } from './serviceRoutes';

/** Configuration as read and checked at start; durations in minutes. */
export interface JitConfig {
  roles: { admins: string[]; ssoAdmins: string[]; auditors: string[] };
  accounts: {
    annotation: string;
    trustedLocations: string[];
    owners: Record<string, string[]>;
    maxOwnerPeople: number;
    /** Ids of the organisation's accounts that the catalog need not have. */
    leftOut: string[];
  };
  identities: {
    trustedLocations: string[];
    attribute: 'emails.value' | 'userName';
  };
  /** What custom permission sets have to keep to. */
  customSets: {
    /** Patterns of actions that none may allow. */
    neverGrant: string[];
    /** ARN of the AWS managed policy that bounds each. */
    boundary?: string;
    /** What IAM Access Analyzer is asked, besides the portal's own judgement. */
    accessAnalyzer: {
      /** Its findings of an inline policy. */
      validatePolicy: boolean;
      /** Whether a set could grant a plain action of `neverGrant`; billed. */
      checkNeverGrant: boolean;
    };
    /** Per set; AWS's quota for a role. */
    managedPolicies: number;
    /** Of all kinds, in the instance and in an account: AWS's quotas. */
    sets: number;
    setsPerAccount: number;
  };
  permissionSets: { offered: string[]; custom: 'allowed' | 'forbidden' };
  duration: {
    defaultMinutes: number;
    minMinutes: number;
    maxMinutes: number;
    stepMinutes: number;
  };
  approvalWindowMinutes: number;
  approvals: {
    allowSelfReview: boolean;
    requireComment: { reject: boolean; approveHighRisk: boolean };
  };
  justification: { min: number; max: number };
  limits: {
    submissionsPerPersonPerHour: number;
    pendingPerPerson: number;
    manySessions: number;
    policyChecksPerPersonPerMinute: number;
  };
  /** What keeps many requests, or many owners, from making a storm. */
  notifications: {
    reminders: boolean;
    reviewersPerRequest: number;
    perPersonPerHour: number;
  };
  workingHours: {
    from: string;
    to: string;
    /** ISO weekdays, Monday is 1. */
    days: number[];
    zone: string;
  };
  /** Who may call besides people themselves; nobody by default. */
  callers: {
    /** Services, each with the routes that it may call (H21). */
    services: { subject: string; routes: ServiceRoute[] }[];
    /** Plugins that may decide on a person's behalf (H22). */
    actors: string[];
  };
  /** People who left, and closed accounts, end sessions. */
  leaver: boolean;
  credentialsMode: CredentialsMode;
  credentials: {
    /** Sets whose IAM sessions outlast the session may be asked for (H25). */
    allowLongSessions: boolean;
    /** The portal's own deny SCP (H29). */
    scp?: { policyId: string; roleArn?: string; maxSize: number };
  };
  /** The audit record. */
  audit: {
    /** Minutes between two checkpoints (H32). */
    checkpointMinutes: number;
    /** What signs them: an Ed25519 private key. */
    signingKey?: string;
    /** How long the record and what is over is kept; ISO 8601. */
    retention: string;
  };
  recovery: {
    /** Where replicas keep what has to outlive the database (H7, H11). */
    directory?: string;
  };
  aws: {
    region: string;
    instanceArn: string;
    identityStoreId?: string;
    callerAccount?: string;
    accessPortalUrl?: string;
    mode: 'manage' | 'observe';
    /** The emulator's address; then everything shown says so (H35). */
    endpoint?: string;
    callsPerSecond: number;
    outstanding: number;
    activateWithinMinutes: number;
    acknowledgeSqlite: boolean;
  };
}
