import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * How far the chain over the audit record goes. Kept outside of the database
 * it is the witness that nobody has changed the record below it since.
 *
 * @public
 */
export interface Checkpoint {
  /** Of the chain and of this object: docs/audit.md. */
  format: 1;
  /** Of the latest event in the chain; the first event has 1. */
  position: number;
  /** How many events are on record; what retention took away is not counted. */
  count: number;
  /** The hash at this position: 64 hexadecimal digits. */
  hash: string;
  /** ISO 8601, UTC. */
  at: string;
  /** Which key signed it; absent: unsigned. */
  key?: string;
  /** Ed25519, base64, over the other members as RFC 8785 spells them. */
  signature?: string;
}

/**
 * A place outside of the database that checkpoints are told to. It should keep
 * what it was told where the portal, and whoever administers its database,
 * cannot change it.
 *
 * @public
 */
export interface CheckpointSink {
  /** Short, and another one for each place: it names the place in alarms. */
  readonly name: string;
  /** Whether an auditor can read the checkpoints back from there. */
  readonly keeps: boolean;
  /**
   * Keeps one more. Told in order; told again after a failure, and once more
   * now and then. Takes less than 30 s, or counts as failed.
   *
   * @param line - the checkpoint as JSON on one line, to be kept as it is
   */
  write(checkpoint: Checkpoint, line: string): Promise<void>;
}

/**
 * Lets modules bring places for checkpoints: an object store with a lock, a
 * log service, another organisation's webhook.
 *
 * @public
 */
export interface JitCheckpointsExtensionPoint {
  /**
   * Adds a place beside the log and the checkpoint file.
   *
   * @throws Error where another place has the same name
   */
  addSink(sink: CheckpointSink): void;
}

/** Where a backend module for the plugin `jit` adds places. @public */
export const jitCheckpointsExtensionPoint =
  createExtensionPoint<JitCheckpointsExtensionPoint>({ id: 'jit.checkpoints' });
