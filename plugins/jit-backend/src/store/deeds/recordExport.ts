import { Actor } from '../../domain/model';
import { appendAudit } from '../audit';
import { StoreOptions } from '../StoreOptions';
import { inTransaction } from '../transactions';

/** Somebody takes rows out of the portal: what they asked for, and how many they got. */
export interface ExportStep {
  actor: Actor;
  did: 'started' | 'finished' | 'broken-off';
  filters: Record<string, unknown>;
  rows?: number;
}

/** Puts an export on record: before its first row, and how it came out. */
export function recordExport(
  { db, clock, newId }: StoreOptions,
  { actor, did, filters, rows }: ExportStep,
): Promise<void> {
  return inTransaction(db, async trx => {
    await appendAudit(trx, newId, await clock.now(trx), [
      {
        type: `export.${did}`,
        severity: 'medium',
        actor,
        data: { of: 'requests', filters, rows },
      },
    ]);
  });
}
