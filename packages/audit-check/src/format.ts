import { createHash } from 'node:crypto';
import { z } from 'zod';

/*
 * Format 1 of the record, as docs/audit.md has it. Written apart from the
 * portal on purpose: a mistake there is not repeated here.
 */

const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');
const position = z.int().min(1);
const texts = z.record(z.string(), z.string());

const event = z.looseObject({
  id: z.string(),
  at: z.string(),
  type: z.string(),
  severity: z.string(),
  actor: z.looseObject({
    kind: z.string(),
    ref: z.string(),
    displayName: z.string(),
    viaRef: z.string().optional(),
    address: z.string().optional(),
  }),
  requestId: z.string().optional(),
  sessionId: z.string().optional(),
  assignmentId: z.string().optional(),
  accountId: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});

/** One event, as the portal writes it out. */
export type EventLine = z.infer<typeof event>;

export const checkpoint = z.object({
  format: z.literal(1),
  position,
  count: z.int().min(0),
  hash,
  at: z.iso.datetime(),
  key: z.string().optional(),
  signature: z.string().optional(),
});

/** How far the chain went, as it was told outside of the portal. */
export type Checkpoint = z.infer<typeof checkpoint>;

const sealed = z.object({
  kind: z.literal('event'),
  position,
  previous: hash,
  hash,
  sealedAt: z.string(),
  commitments: texts,
  salts: texts,
  erased: texts.optional(),
  eventId: z.string(),
  event: event.nullable(),
});

export type SealedLine = z.infer<typeof sealed>;

const unsealed = z.strictObject({ kind: z.literal('event'), event });

export const line = z.union([
  z.object({
    kind: z.literal('head'),
    format: z.literal(1, 'must be 1: another version wrote this export'),
    exportedAt: z.iso.datetime(),
    upTo: z.int().min(0),
  }),
  sealed,
  unsealed,
  checkpoint.extend({ kind: z.literal('checkpoint') }),
  z.object({ kind: z.literal('end'), events: z.int().min(0) }),
]);

export type Line = z.infer<typeof line>;

/** Keys of `data` that the chain covers by commitments. */
export const PERSONAL: readonly string[] = [
  'requesterRef',
  'reviewerRef',
  'reviewerPrincipalId',
  'principal',
  'couldReview',
  'person',
  'justification',
  'comment',
  'reason',
  'what',
  'message',
  'failure',
  'lastError',
  'filters',
];

/** RFC 8785. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const object = value as Record<string, unknown>;
  const members = Object.keys(object)
    .filter(key => object[key] !== undefined)
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonical(object[key])}`);
  return `{${members.join(',')}}`;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Personal fields of an event: what its commitments are over. */
export function personalOf({ actor, data }: EventLine): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  if (actor.kind === 'user') {
    const { ref, displayName, address } = actor;
    fields.set('actor', { ref, displayName, address });
  }
  for (const key of PERSONAL) if (key in data) fields.set(key, data[key]);
  return fields;
}

/** What a seal's hash is over. */
export function contentOf(seal: SealedLine, one: EventLine): string {
  const { kind, ref, displayName, viaRef } = one.actor;
  const open = Object.entries(one.data).filter(
    ([key]) => !PERSONAL.includes(key),
  );
  return canonical({
    format: 1,
    position: seal.position,
    previous: seal.previous,
    sealedAt: seal.sealedAt,
    event: {
      id: one.id,
      at: one.at,
      type: one.type,
      severity: one.severity,
      actor: kind === 'user' ? { kind, viaRef } : { kind, ref, displayName },
      requestId: one.requestId,
      sessionId: one.sessionId,
      assignmentId: one.assignmentId,
      accountId: one.accountId,
      data: Object.fromEntries(open),
    },
    commitments: seal.commitments,
  });
}
