import { AuditEventRecord } from '../domain/model';
import { Seal } from '../domain/seal';
import { auditEventOf, Row } from './rows';

/** PostgreSQL gives a bigint as text. */
export function positionOf(value: unknown): number {
  return Number(value ?? 0);
}

/** An event as it is on record, readable even where somebody has damaged it. */
export function recordedOf(row: Row): AuditEventRecord {
  try {
    return auditEventOf(row);
  } catch {
    const data = JSON.stringify({ unreadable: String(row.data) });
    return auditEventOf({ ...row, data });
  }
}

export function rowOfSeal(seal: Seal): Row {
  return {
    position: seal.position,
    event_id: seal.eventId,
    previous: seal.previous,
    hash: seal.hash,
    commitments: JSON.stringify(seal.commitments),
    sealed_at: seal.sealedAt,
  };
}
