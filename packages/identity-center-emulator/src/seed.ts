import { z } from 'zod/v4';
import demo from '../seeds/demo.json';
import { PlainError } from './errors';
import { problemsOf } from './problems';

const accountId = z.string().regex(/^\d{12}$/, 'must be 12 digits');
const principalId = z
  .string()
  .regex(/^([0-9a-f]{10}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);

const accountState = z.enum([
  'PENDING_ACTIVATION',
  'ACTIVE',
  'SUSPENDED',
  'PENDING_CLOSURE',
  'CLOSED',
]);

export const userSchema = z.object({
  id: principalId,
  userName: z.string().min(1).max(128),
  displayName: z.string(),
  email: z.string(),
  enabled: z.boolean().default(true),
});

const customerPolicy = z.object({ Name: z.string(), Path: z.string() });

const permissionSet = z.object({
  arn: z.string(),
  name: z.string().max(32),
  description: z.string().optional(),
  sessionDuration: z.string().default('PT1H'),
  relayState: z.string().optional(),
  managedPolicies: z.array(z.string()).default([]),
  customerPolicies: z.array(customerPolicy).default([]),
  inlinePolicy: z.string().optional(),
  tags: z.record(z.string(), z.string()).default({}),
});

const seedSchema = z.object({
  region: z.string(),
  instanceArn: z.string(),
  identityStoreId: z.string(),
  managementAccountId: accountId,
  /** Whose credentials the callers hold; a delegated administrator's if it is not the management account. */
  callerAccountId: accountId,
  accounts: z.array(
    z.object({
      id: accountId,
      name: z.string(),
      email: z.string().optional(),
      state: accountState.default('ACTIVE'),
    }),
  ),
  users: z.array(userSchema),
  groups: z
    .array(
      z.object({
        id: principalId,
        displayName: z.string(),
        members: z.array(principalId).default([]),
      }),
    )
    .default([]),
  permissionSets: z.array(permissionSet),
  assignments: z
    .array(
      z.object({
        accountId,
        permissionSetArn: z.string(),
        principalType: z.enum(['USER', 'GROUP']),
        principalId,
      }),
    )
    .default([]),
  /** Customer-managed policies that exist in accounts. */
  customerPolicies: z.array(customerPolicy.extend({ accountId })).default([]),
  /** Service control policies, attached above every account. */
  serviceControlPolicies: z
    .array(
      z.object({
        id: z.string().regex(/^p-[0-9a-z]{8,128}$/),
        name: z.string(),
        description: z.string().default(''),
        content: z.string(),
      }),
    )
    .default([]),
  quotas: z
    .object({
      permissionSets: z.number().default(3500),
      permissionSetsPerAccount: z.number().default(500),
      managedPoliciesPerSet: z.number().default(20),
      managedPoliciesPerRole: z.number().default(10),
      rolesPerAccount: z.number().default(1000),
      serviceControlPolicySize: z.number().default(5120),
    })
    .prefault({}),
});

/** What a seed file may hold. @public */
export type Seed = z.input<typeof seedSchema>;
/** A seed with its defaults filled in. @public */
export type FullSeed = z.output<typeof seedSchema>;
/** The states of an account in Organizations. @public */
export type AccountState = z.output<typeof accountState>;

/**
 * Checks a seed and fills in defaults.
 *
 * @throws PlainError naming each wrong field
 * @public
 */
export function readSeed(value: unknown): FullSeed {
  const result = seedSchema.safeParse(value);
  if (result.success) return result.data;
  throw new PlainError(`The seed is not valid: ${problemsOf(result.error)}`);
}

/** The people, accounts and permission sets of the demo. @public */
export const demoSeed: FullSeed = readSeed(demo);
