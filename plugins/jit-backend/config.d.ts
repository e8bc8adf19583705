import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Just-in-time access to AWS accounts. Every key is checked at start. */
  jit?: {
    roles?: {
      /** User and group refs of admins. */
      admins?: string[];
      /** User and group refs of SSO admins, who take the second stage of custom requests. */
      ssoAdmins?: string[];
      /** User and group refs who may read everything and change nothing. */
      auditors?: string[];
    };
    accounts?: {
      /** Annotation with the twelve digits. Default: amazonaws.com/account-id */
      annotation?: string;
      /**
       * Locations whose entities count as accounts (H12): prefixes of
       * `backstage.io/managed-by-origin-location`, up to a `/`, `:` or `,`.
       * Empty: the targets of `catalog.locations`, and entity providers that
       * mark their entities with a type of their own, such as `ldap:`. What
       * people register, and providers that mark with `url:`, count only when
       * named here. A repository needs its branch: others can be pushed to.
       * What ends in `/*` has one name there and nothing below it, as GitHub's
       * organisation provider marks people: `url:https://github.com/*`. At most
       * 200 characters, as the origin of an entity that is to count.
       */
      trustedLocations?: string[];
      /** Owners by account id; wins over annotations. */
      owners?: { [accountId: string]: string[] };
      /** An owner group larger than this confers nothing. Default: 500, at most 5000 */
      maxOwnerPeople?: number;
      /**
       * Ids of accounts of the organisation that the catalog need not have,
       * such as the management account: Account Ownership does not miss them.
       */
      leftOut?: string[];
    };
    identities?: {
      /**
       * Locations whose users and groups give rights (H13), told as
       * `accounts.trustedLocations` are, with the same default.
       */
      trustedLocations?: string[];
      /** How people are found in Identity Center. Default: emails.value */
      attribute?: 'emails.value' | 'userName';
    };
    permissionSets?: {
      /** Names of standard permission sets that may be requested. */
      offered?: string[];
      /** Default: forbidden */
      custom?: 'allowed' | 'forbidden';
    };
    /** What custom permission sets have to keep to (docs/custom-permission-sets.md). */
    customSets?: {
      /** Actions that no custom set may allow, `*` and `?` taken as IAM does. Default: none */
      neverGrant?: string[];
      /** ARN of an AWS managed policy, put on each as its permissions boundary. */
      boundary?: string;
      /** What IAM Access Analyzer is asked about custom sets, besides the portal's own findings. */
      accessAnalyzer?: {
        /** Its findings of an inline policy: errors refuse, others are shown. Default: false */
        validatePolicy?: boolean;
        /**
         * Whether a set could grant an action of `neverGrant` that is written
         * without wildcards; AWS bills each check. Default: false
         */
        checkNeverGrant?: boolean;
      };
      /** Managed policies per set: IAM's quota for a role. Default: 10, at most 20 */
      managedPolicies?: number;
      /** Permission sets of all kinds that the instance has room for. Default: 3500 */
      sets?: number;
      /** Permission sets that one account has room for. Default: 500 */
      setsPerAccount?: number;
    };
    duration?: {
      /** ISO 8601 or human duration. Default: PT1H */
      default?: string | HumanDuration;
      /** Default: PT15M */
      min?: string | HumanDuration;
      /** Default: PT8H */
      max?: string | HumanDuration;
      /** Default: PT15M */
      step?: string | HumanDuration;
    };
    /** How long a request may wait. Default: PT24H */
    approvalWindow?: string | HumanDuration;
    approvals?: {
      /** Default: false. Its use is a critical audit event. */
      allowSelfReview?: boolean;
      requireComment?: {
        /** Default: true */
        reject?: boolean;
        /** Default: true */
        approveHighRisk?: boolean;
      };
    };
    justification?: {
      /** Default: 20 */
      min?: number;
      /** Default: 1000 */
      max?: number;
    };
    limits?: {
      /** Attempts, refused ones included: four times as many. Default: 60 */
      submissionsPerPersonPerHour?: number;
      /** Default: 50 */
      pendingPerPerson?: number;
      /** Default: 20 */
      manySessions?: number;
      /** Checks of custom policies while they are written. Default: 120 */
      policyChecksPerPersonPerMinute?: number;
    };
    /** Who is told how often of requests that wait for a review. */
    notifications?: {
      /**
       * Remind reviewers when a quarter of the approval window is left, and
       * tell others when a tenth is. Default: true
       */
      reminders?: boolean;
      /** So many reviewers hear of one request. Default: 50 */
      reviewersPerRequest?: number;
      /**
       * Of so many requests one person hears one by one within an hour; then
       * together, every quarter of an hour. Default: 10
       */
      perPersonPerHour?: number;
    };
    /**
     * A person who is gone from the catalog, or gone or disabled in Identity
     * Center, and an account that is suspended or closed, end their sessions.
     * Default: true
     */
    leaver?: boolean;
    workingHours?: {
      /** Default: 07:00 */
      from?: string;
      /** Default: 19:00 */
      to?: string;
      /** Default: Mon-Fri */
      days?: string;
      /** Default: UTC */
      zone?: string;
    };
    /** Who may call besides people themselves (docs/authorisation.md). Default: nobody */
    callers?: {
      /** Services, each with the routes that it may call. */
      services?: {
        /** Such as `plugin:scaffolder`, or `external:reporting` of an access token. */
        subject: string;
        routes: (
          | 'GET /openapi.json'
          | 'GET /managed-policies'
          | 'POST /policy-findings'
        )[];
      }[];
      /**
       * Plugins, such as `plugin:mcp-actions`, that may review, revoke and
       * pause on behalf of a person who may. Others are refused.
       */
      actors?: string[];
    };
    credentials?: {
      /**
       * What an end does to role credentials issued before it
       * (docs/credentials.md). Default: assignment
       */
      mode?: 'assignment' | 'inline-deny' | 'scp-deny';
      /**
       * With the mode assignment, a set whose IAM session lasts longer than an
       * hour and than the duration asked for is refused (H25), unless this is
       * on. Default: false
       */
      allowLongSessions?: boolean;
      /** For the mode scp-deny, and until its last sessions have ended. */
      scp?: {
        /** A service control policy that is JIT Access's own. */
        policyId: string;
        /** The role that may update it. Default: the backend's own credentials */
        roleArn?: string;
        /** Characters that AWS allows in it. Default: 5120, at most 10240 */
        maxSize?: number;
      };
    };
    aws?: {
      region: string;
      instanceArn: string;
      /** Checked at start against what AWS says, when set (H35). */
      identityStoreId?: string;
      /** Checked at start against what AWS says, when set (H35). */
      callerAccount?: string;
      /** The AWS access portal, for Open AWS. */
      accessPortalUrl?: string;
      /** `observe` provisions nothing, for a pilot. Default: manage */
      mode?: 'manage' | 'observe';
      /**
       * The emulator's address; loopback only. Without it clients use AWS's
       * own https endpoints and ignore environment and profile (H35).
       */
      endpoint?: string;
      /** Default: 15 */
      callsPerSecond?: number;
      /** Default: 8 */
      outstanding?: number;
      /** After the approval. Default: PT30M */
      activateWithin?: string | HumanDuration;
      /** Accepts a real AWS endpoint on a SQLite file (H11). Default: false */
      acknowledgeSqlite?: boolean;
    };
    recovery?: {
      /**
       * Where each replica keeps what has to outlive the database
       * (docs/runbook.md): a directory of its own, on a disk that is no part
       * of the database. Absolute; there already. Default: nothing is kept
       */
      directory?: string;
    };
    audit?: {
      checkpoints?: {
        /** How often the chain over the record is witnessed. Default: PT5M */
        every?: string | HumanDuration;
        /**
         * Signs checkpoints: an Ed25519 private key, PKCS #8 as PEM, or the
         * base64 within. Default: they are not signed (docs/audit.md)
         *
         * @visibility secret
         */
        signingKey?: string;
      };
    };
    /**
     * How long the record is kept, and requests and sessions that are over.
     * At least P30D. Default: P7Y
     */
    retention?: string;
  };
}
