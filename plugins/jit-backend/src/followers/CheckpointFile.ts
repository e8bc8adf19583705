import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Checkpoint } from '../store/DatabaseQuarantine';
import { writeWhole } from './writeWhole';

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

  async write({ eventId, at }: Checkpoint): Promise<void> {
    const checkpoint = { format: 1, eventId, at: at.toISOString() };
    await writeWhole(this.#path, `${JSON.stringify(checkpoint)}\n`);
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
