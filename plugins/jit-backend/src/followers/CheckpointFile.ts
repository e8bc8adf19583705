import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Checkpoint } from '../store/DatabaseQuarantine';

const NAME = 'checkpoint.json';

const format = z.object({
  format: z.literal(1),
  eventId: z.string().min(1),
  at: z.iso.datetime(),
});

/** Where a replica keeps its checkpoint: on a disk that is no part of the database. */
export class CheckpointFile {
  readonly #path: string;

  /** @param directory - there already, and writable */
  constructor(directory: string) {
    this.#path = join(directory, NAME);
  }

  /**
   * @returns undefined before the first
   * @throws Error where it is there and cannot be read
   */
  async read(): Promise<Checkpoint | undefined> {
    const text = await readFile(this.#path, 'utf8').catch(error => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    const { eventId, at } = this.#parse(text);
    return { eventId, at: new Date(at) };
  }

  /** Whole or not at all, and on the disk once it returns. */
  async write({ eventId, at }: Checkpoint): Promise<void> {
    const part = `${this.#path}.part`;
    const file = await open(part, 'w', 0o600);
    try {
      await file.writeFile(
        `${JSON.stringify({ format: 1, eventId, at: at.toISOString() })}\n`,
      );
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, this.#path);
  }

  #parse(text: string) {
    try {
      return format.parse(JSON.parse(text));
    } catch (error) {
      throw new Error(
        `${
          this.#path
        } is not a checkpoint. If it was damaged, compare AWS with the record, then remove the file. (${error})`,
      );
    }
  }
}
