import { ANNOTATION_ACCOUNT_ID } from '@jit-portal/backstage-plugin-jit-common';
import { Duration, IANAZone } from 'luxon';
import { z } from 'zod';
import { readSigningKey } from '../domain/checkpoint';
import { SERVICE_ROUTES } from './serviceRoutes';
import { weekdaysOf } from './days';
import { flag, minutes, oneOf, people, text, wholeNumber } from './fields';

function isSigningKey(key: string): boolean {
  try {
    return readSigningKey(key) !== undefined;
  } catch {
    return false;
  }
}

/*
 * The shape of `jit:` in configuration with its defaults. An unknown key is a
 * problem too: a role under a misspelt key would silently have no members.
 */

const HOUR = 60;

const clockTime = text(
  /^([01]\d|2[0-3]):[0-5]\d$/,
  'must be a time of day, such as 07:00 (in quotes)',
);

const locations = z
  .array(
    text(
      /^[a-z][a-z0-9+.-]*:\S+$/i,
      'must be a location reference, such as url:https://github.com/acme/org/blob/main/ or ldap:…',
    ),
    'must be a list of location references',
  )
  .default([]);

const roles = z.strictObject({
  admins: people().default([]),
  ssoAdmins: people().default([]),
  auditors: people().default([]),
});

const accounts = z.strictObject({
  annotation: text(
    /^[a-z0-9][a-z0-9.-]*\/[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'must be the name of an annotation, such as amazonaws.com/account-id',
  ).default(ANNOTATION_ACCOUNT_ID),
  trustedLocations: locations,
  owners: z
    .record(
      z
        .string()
        .regex(/^\d{12}$/, 'must be keyed by account ids of twelve digits'),
      people(),
    )
    .default({}),
  maxOwnerPeople: wholeNumber(1, 5000).default(500),
  leftOut: z
    .array(
      text(
        /^\d{12}$/,
        'must be a list of account ids of twelve digits, in quotes',
      ),
      'must be a list of account ids of twelve digits, in quotes',
    )
    .default([]),
});

const identities = z.strictObject({
  trustedLocations: locations,
  attribute: oneOf(['emails.value', 'userName']).default('emails.value'),
});

const permissionSets = z.strictObject({
  offered: z
    .array(
      text(
        /^[\w+=,.@-]{1,32}$/,
        'must be the name of a permission set, up to 32 characters',
      ),
      'must be a list of names of permission sets',
    )
    .default([]),
  custom: oneOf(['allowed', 'forbidden']).default('forbidden'),
});

const customSets = z.strictObject({
  neverGrant: z
    .array(
      text(
        /^([a-zA-Z0-9-]+|\*):[a-zA-Z0-9*?]+$/,
        'must be a list of actions, such as organizations:LeaveOrganization or iam:Create*',
      ),
      'must be a list of actions',
    )
    .default([]),
  boundary: text(
    /^arn:aws(-[a-z]+)*:iam::aws:policy\/\S+$/,
    'must be the ARN of an AWS managed policy, such as arn:aws:iam::aws:policy/PowerUserAccess',
  ).optional(),
  accessAnalyzer: z
    .strictObject({
      validatePolicy: flag().default(false),
      checkNeverGrant: flag().default(false),
    })
    .prefault({}),
  managedPolicies: wholeNumber(1, 20).default(10),
  sets: wholeNumber(1, 100_000).default(3_500),
  setsPerAccount: wholeNumber(1, 10_000).default(500),
});

const duration = z.strictObject({
  default: minutes().default(HOUR),
  min: minutes().default(15),
  max: minutes().default(8 * HOUR),
  step: minutes().default(15),
});

const approvals = z.strictObject({
  allowSelfReview: flag().default(false),
  requireComment: z
    .strictObject({
      reject: flag().default(true),
      approveHighRisk: flag().default(true),
    })
    .prefault({}),
});

const justification = z.strictObject({
  min: wholeNumber(0, 1000).default(20),
  max: wholeNumber(1, 10000).default(1000),
});

const limits = z.strictObject({
  submissionsPerPersonPerHour: wholeNumber(1, 10000).default(60),
  pendingPerPerson: wholeNumber(1, 10000).default(50),
  manySessions: wholeNumber(1, 100000).default(20),
  policyChecksPerPersonPerMinute: wholeNumber(1, 10000).default(120),
});

const notifications = z.strictObject({
  reminders: flag().default(true),
  reviewersPerRequest: wholeNumber(1, 1000).default(50),
  perPersonPerHour: wholeNumber(1, 1000).default(10),
});

const workingHours = z.strictObject({
  from: clockTime.default('07:00'),
  to: clockTime.default('19:00'),
  days: z
    .string('must be weekdays, such as Mon-Fri')
    .refine(weekdaysOf, 'must be weekdays, such as Mon-Fri or Sun-Wed, Sat')
    .transform(days => weekdaysOf(days)!)
    .prefault('Mon-Fri'),
  zone: z
    .string('must be an IANA time zone')
    .refine(
      zone => IANAZone.isValidZone(zone),
      'must be an IANA time zone, such as Europe/Berlin',
    )
    .default('UTC'),
});

const aws = z.strictObject({
  region: text(
    /^[a-z]{2,3}(-[a-z]+)+-\d$/,
    'must be the Region of IAM Identity Center, such as eu-central-1',
  ),
  instanceArn: text(
    /^arn:aws[a-z-]*:sso:::instance\/(sso)?ins-[A-Za-z0-9.-]+$/,
    'must be the ARN of the IAM Identity Center instance, such as arn:aws:sso:::instance/ssoins-0123456789abcdef',
  ),
  identityStoreId: text(
    /^(d-[0-9a-f]{10}|[0-9a-f-]{36})$/,
    'must be the id of the identity store, such as d-0123456789',
  ).optional(),
  callerAccount: text(
    /^\d{12}$/,
    'must be twelve digits, in quotes',
  ).optional(),
  accessPortalUrl: z
    .url({
      protocol: /^https?$/,
      error:
        'must be the address of the AWS access portal, such as https://acme.awsapps.com/start',
    })
    .optional(),
  mode: oneOf(['manage', 'observe']).default('manage'),
  endpoint: z.string('must be an address').optional(),
  callsPerSecond: wholeNumber(1, 20).default(15),
  outstanding: wholeNumber(1, 10).default(8),
  activateWithin: minutes().default(30),
  acknowledgeSqlite: flag().default(false),
});

const scp = z.strictObject({
  policyId: text(
    /^p-[0-9a-zA-Z_]{8,128}$/,
    'must be the id of a service control policy, such as p-0123456789',
  ),
  roleArn: text(
    /^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/,
    'must be the ARN of an IAM role, such as arn:aws:iam::111111111111:role/jit-denies',
  ).optional(),
  maxSize: wholeNumber(1024, 10_240).default(5_120),
});

const subject = () =>
  text(
    /^(plugin|external):\S+$/,
    'must be the subject of a service, such as plugin:scaffolder or external:reporting',
  );

const callers = z.strictObject({
  services: z
    .array(
      z.strictObject({
        subject: subject(),
        routes: z.array(
          oneOf(SERVICE_ROUTES),
          'must be a list of routes, such as GET /managed-policies',
        ),
      }),
      'must be a list of services',
    )
    .default([]),
  actors: z.array(subject(), 'must be a list of plugins').default([]),
});

const recovery = z.strictObject({
  directory: text(
    /^\//,
    'must be the absolute path of a directory that is there and may be written to, such as /var/lib/jit',
  ).optional(),
});

const audit = z.strictObject({
  checkpoints: z
    .strictObject({
      every: minutes().default(5),
      signingKey: z
        .string('must be an Ed25519 private key')
        .refine(
          isSigningKey,
          'must be an Ed25519 private key, PKCS #8 as PEM, as `openssl genpkey -algorithm ed25519` makes it',
        )
        .optional(),
    })
    .prefault({}),
});

/** Shorter would take away what people still work with. */
const LEAST_RETENTION_DAYS = 30;

const retention = z
  .string('must be an ISO 8601 duration, such as P7Y')
  .refine(
    iso => Duration.fromISO(iso).isValid,
    'must be an ISO 8601 duration, such as P7Y',
  )
  .refine(
    iso => Duration.fromISO(iso).as('days') >= LEAST_RETENTION_DAYS,
    `must be at least P${LEAST_RETENTION_DAYS}D`,
  )
  .default('P7Y');

/** All of `jit:`. */
export const jitSchema = z.strictObject({
  roles: roles.prefault({}),
  accounts: accounts.prefault({}),
  identities: identities.prefault({}),
  permissionSets: permissionSets.prefault({}),
  customSets: customSets.prefault({}),
  duration: duration.prefault({}),
  approvalWindow: minutes().default(24 * HOUR),
  approvals: approvals.prefault({}),
  justification: justification.prefault({}),
  limits: limits.prefault({}),
  notifications: notifications.prefault({}),
  workingHours: workingHours.prefault({}),
  credentials: z
    .strictObject({
      mode: oneOf(['assignment', 'inline-deny', 'scp-deny']).default(
        'assignment',
      ),
      allowLongSessions: flag().default(false),
      scp: scp.optional(),
    })
    .prefault({}),
  leaver: flag().default(true),
  callers: callers.prefault({}),
  aws,
  recovery: recovery.prefault({}),
  audit: audit.prefault({}),
  retention,
});

/** `jit:` as read, before it is given its final form. */
export type JitSection = z.infer<typeof jitSchema>;
