import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EmulatorClock, KeptClock } from './clock';
import { Faults, KeptFaults } from './faults/Faults';
import { WorldData } from './world/types';
import { World } from './world/World';

/** Keeps one value on disk. */
class KeptFile<T> {
  readonly #file: string;
  #last = '';

  constructor(dir: string, name: string) {
    this.#file = join(dir, name);
  }

  load(): T | undefined {
    if (!existsSync(this.#file)) return undefined;
    return JSON.parse(readFileSync(this.#file, 'utf8'));
  }

  /** Written beside and renamed: never half a file. */
  save(value: T): void {
    const text = JSON.stringify(value);
    if (text === this.#last) return;
    writeFileSync(`${this.#file}.new`, text);
    renameSync(`${this.#file}.new`, this.#file);
    this.#last = text;
  }
}

interface KeptControls {
  clock: KeptClock;
  faults: KeptFaults;
}

/** Keeps everything on disk, so that a killed emulator comes back as it was. */
export class Store {
  readonly #world: KeptFile<WorldData>;
  readonly #controls: KeptFile<KeptControls>;

  constructor(dir: string) {
    mkdirSync(dir, { recursive: true });
    this.#world = new KeptFile(dir, 'world.json');
    this.#controls = new KeptFile(dir, 'controls.json');
  }

  loadWorld(): WorldData | undefined {
    return this.#world.load();
  }

  loadControls(): KeptControls | undefined {
    return this.#controls.load();
  }

  save(world: World, clock: EmulatorClock, faults: Faults): void {
    this.#world.save(world.data);
    this.#controls.save({ clock: clock.keep(), faults: faults.keep() });
  }
}
