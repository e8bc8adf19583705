import { z } from 'zod/v4';
import demo from '../seeds/demo.json';

const permissionSet = z.object({
  arn: z.string(),
  name: z.string(),
  description: z.string().optional(),
  sessionDuration: z.string().default('PT1H'),
  managedPolicies: z.array(z.string()).default([]),
  inlinePolicy: z.string().optional(),
  tags: z.record(z.string(), z.string()).default({}),
});

const seedSchema = z.object({
  region: z.string(),
  instanceArn: z.string(),
  identityStoreId: z.string(),
  managementAccountId: z.string().regex(/^\d{12}$/),
  callerAccountId: z.string().regex(/^\d{12}$/),
  accounts: z.array(
    z.object({
      id: z.string().regex(/^\d{12}$/),
      name: z.string(),
      email: z.string().optional(),
      state: z
        .enum([
          'PENDING_ACTIVATION',
          'ACTIVE',
          'SUSPENDED',
          'PENDING_CLOSURE',
          'CLOSED',
        ])
        .default('ACTIVE'),
    }),
  ),
  users: z.array(
    z.object({
      id: z.string(),
      userName: z.string(),
      displayName: z.string(),
      email: z.string(),
      enabled: z.boolean().default(true),
    }),
  ),
  groups: z
    .array(
      z.object({
        id: z.string(),
        displayName: z.string(),
        members: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  permissionSets: z.array(permissionSet),
  assignments: z
    .array(
      z.object({
        accountId: z.string(),
        permissionSetArn: z.string(),
        principalType: z.enum(['USER', 'GROUP']),
        principalId: z.string(),
      }),
    )
    .default([]),
  quotas: z
    .object({
      permissionSets: z.number().default(3500),
      permissionSetsPerAccount: z.number().default(500),
      managedPoliciesPerSet: z.number().default(20),
    })
    .prefault({}),
});

/** What a seed file may hold. @public */
export type Seed = z.input<typeof seedSchema>;
/** A seed with its defaults filled in. @public */
export type FullSeed = z.output<typeof seedSchema>;

/**
 * Checks a seed and fills in defaults.
 *
 * @throws Error naming each wrong field
 * @public
 */
export function readSeed(value: unknown): FullSeed {
  const result = seedSchema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    issue => `${issue.path.join('.') || 'the seed'}: ${issue.message}`,
  );
  throw new Error(`The seed is not valid: ${problems.join('; ')}`);
}

/** The people, accounts and permission sets of the demo. @public */
export const demoSeed: FullSeed = readSeed(demo);
