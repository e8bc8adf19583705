import { createHash } from 'node:crypto';
import { z } from 'zod';

const account = z.string().regex(/^\d{12}$/, 'must be twelve digits');

const assignment = z.object({
  accountId: account,
  accountName: z.string(),
  permissionSetArn: z
    .string()
    .regex(/^arn:\S+:permissionSet\/\S+$/, 'must be a permission set’s ARN'),
  permissionSetName: z.string(),
  principalId: z.string().regex(/^[\w-]{1,47}$/, 'must be a user’s id'),
  user: z.string(),
  /** From when on nobody should have it. */
  endsAt: z.iso.datetime(),
  sessions: z.array(z.string()),
});

const liveList = z.object({
  format: z.literal(1, 'must be 1: this list was written by another version'),
  writtenAt: z.iso.datetime(),
  home: z.object({
    instanceArn: z.string().startsWith('arn:'),
    identityStoreId: z.string(),
    region: z
      .string()
      .regex(/^[a-z]{2,3}(-[a-z]+)+-\d$/, 'must be a Region, as eu-west-1'),
    callerAccount: account,
  }),
  assignments: z.array(assignment),
  sha256: z.string(),
});

/** What JIT Access has given and not yet taken away, as it wrote it down. */
export type LiveList = z.infer<typeof liveList>;

/** One person’s permission set on one account. */
export type LiveAssignment = LiveList['assignments'][number];

function digestOf(list: object): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('hex');
}

/**
 * Reads the list.
 *
 * @param text - the file `live-assignments.json`
 * @throws Error that names the field where it is not such a list, or was
 *   changed or cut off since it was written
 */
export function readLiveList(text: string): LiveList {
  let json: any;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`The list is not JSON: ${(error as Error).message}`);
  }
  const read = liveList.safeParse(json);
  if (!read.success) {
    const problems = read.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'it'}: ${message}`,
    );
    throw new Error(
      `This is no list of live assignments. ${problems.join('; ')}`,
    );
  }
  const { sha256, ...rest } = json;
  if (digestOf(rest) !== sha256) {
    throw new Error(
      'sha256: the list was changed or damaged since it was written. Take the one of another replica.',
    );
  }
  return read.data;
}
