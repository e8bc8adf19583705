import { z } from 'zod/v4';
import demo from '../seeds/demo.json';
import { parse } from './parse';

const permissionSet = z.object({
  arn: z.string(),
  name: z.string(),
  description: z.string().optional(),
  sessionDuration: z.string().default('PT1H'),
  managedPolicies: z.array(z.string()).default([]),
  customerPolicies: z
    .array(z.object({ Name: z.string(), Path: z.string().default('/') }))
    .default([]),
  inlinePolicy: z.string().optional(),
  tags: z.record(z.string(), z.string()).default({}),
});

/** A policy that an account has of its own, for references in sets. */
const customerPolicy = z.object({
  name: z.string(),
  path: z.string().default('/'),
  document: z.string().optional(),
});

/** The units of the organization and its service control policies. */
const organization = z.object({
  id: z.string().default('o-emulated00'),
  rootId: z.string().default('r-emu1'),
  units: z
    .array(
      z.object({
        id: z.string().regex(/^ou-/),
        name: z.string(),
        parentId: z.string().optional(),
      }),
    )
    .default([]),
  policies: z
    .array(
      z.object({
        id: z.string().regex(/^p-/),
        name: z.string(),
        description: z.string().default(''),
        content: z.string(),
        /** Ids of the root, of units and of accounts. */
        targets: z.array(z.string()).default([]),
      }),
    )
    .default([]),
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
      /** Roles that are not Identity Center's; they count towards the quota. */
      otherRoles: z.number().int().default(0),
      /** IAM's quota of policies on one role, where the account raised it. */
      policiesPerRole: z.number().int().optional(),
      customerPolicies: z.array(customerPolicy).default([]),
      /** The organizational unit it is in; the root when absent. */
      parentId: z.string().optional(),
      /** In AWS Organizations. */
      tags: z.record(z.string(), z.string()).default({}),
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
  organization: organization.prefault({}),
  quotas: z
    .object({
      permissionSets: z.number().default(3500),
      permissionSetsPerAccount: z.number().default(500),
      managedPoliciesPerSet: z.number().default(20),
      rolesPerAccount: z.number().default(1000),
      policiesPerRole: z.number().default(10),
      /** Of a service control policy: 10,240 where AWS raised it. */
      controlPolicyCharacters: z.number().default(5120),
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
  try {
    return parse(seedSchema, value, 'the seed');
  } catch (error) {
    throw new Error(`The seed is not valid: ${(error as Error).message}`);
  }
}

/** The people, accounts and permission sets of the demo. @public */
export const demoSeed: FullSeed = readSeed(demo);
