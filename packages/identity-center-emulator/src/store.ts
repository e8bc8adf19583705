import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { WorldData } from './world/types';
import { World } from './world/World';

/** Keeps the world on disk, so that a killed emulator comes back as it was. */
export class WorldStore {
  readonly #file: string;
  #last = '';

  constructor(dir: string) {
    mkdirSync(dir, { recursive: true });
    this.#file = join(dir, 'world.json');
  }

  load(): WorldData | undefined {
    if (!existsSync(this.#file)) return undefined;
    return JSON.parse(readFileSync(this.#file, 'utf8'));
  }

  /** Written beside and renamed: never half a file. */
  save(world: World): void {
    const text = JSON.stringify(world.data);
    if (text === this.#last) return;
    writeFileSync(`${this.#file}.new`, text);
    renameSync(`${this.#file}.new`, this.#file);
    this.#last = text;
  }
}
