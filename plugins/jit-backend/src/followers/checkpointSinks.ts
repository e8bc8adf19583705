import { open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import { CheckpointSink } from '@jit-portal/backstage-plugin-jit-node';

const NAME = 'checkpoints.ndjson';

/**
 * A file that grows by a line for each checkpoint. Every replica has its own,
 * so that each disk is a witness by itself.
 *
 * @param directory - there already, and writable
 */
export function checkpointLines(directory: string): CheckpointSink {
  const path = join(directory, NAME);
  return {
    name: `file ${hostname()}:${path}`.slice(0, 200),
    keeps: true,
    async write(_checkpoint, line) {
      const file = await open(path, 'a', 0o600);
      try {
        await file.appendFile(`${line}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

/** The backend's log; where it is shipped off the machine, a witness too. */
export function checkpointLog(logger: LoggerService): CheckpointSink {
  return {
    name: 'log',
    keeps: false,
    async write(_checkpoint, line) {
      logger.info(`Checkpoint of the audit record: ${line}`);
    },
  };
}
