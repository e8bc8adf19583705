import { FindingKind } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { Finding } from '../domain/findings';
import { NewId } from './ids';
import { enqueueOnce } from './outbox';

/** Findings of a kind that come in numbers are told together. */
const TOGETHER_MS: Partial<Record<FindingKind, number>> = {
  stranger: 5 * 60_000,
  'right-missing': 10_000,
  'set-not-eligible': 10_000,
};

/** Kinds that concern an account's own people are told apart by account. */
const byAccount: readonly FindingKind[] = ['set-changed', 'quota'];

/**
 * People are told of a kind of finding, not of each one: what waits to be
 * told takes the new one in.
 */
export async function alert(
  trx: Knex,
  newId: NewId,
  now: Date,
  { kind, account }: Finding,
): Promise<void> {
  const accountId = byAccount.includes(kind) ? account : undefined;
  const dueAt = new Date(now.getTime() + (TOGETHER_MS[kind] ?? 0));
  const item = { kind: 'alert' as const, about: kind, accountId };
  await enqueueOnce(trx, newId, now, item, dueAt);
}
