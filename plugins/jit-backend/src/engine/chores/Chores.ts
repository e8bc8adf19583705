import { LoggerService } from '@backstage/backend-plugin-api';
import { LeaseLost } from '../../store/EngineStore';
import { Chore, ChoreTools } from './Chore';

/** Begins chores when they are due; each of them at most once at a time. */
export class Chores {
  readonly #begunAt = new Map<string, number>();
  readonly #running = new Map<string, Promise<void>>();

  constructor(
    private readonly chores: readonly Chore[],
    private readonly monotonic: () => number,
    private readonly logger: LoggerService,
  ) {}

  /** Waits for none of them: the queue goes on beside them. */
  begin(tools: ChoreTools): void {
    for (const chore of this.chores) {
      if (this.#isDue(chore))
        this.#running.set(chore.name, this.#run(chore, tools));
    }
  }

  /** Resolves once no chore is running. */
  async idle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  #isDue({ name, everyMs }: Chore): boolean {
    if (this.#running.has(name)) return false;
    const begunAt = this.#begunAt.get(name) ?? -Infinity;
    return this.monotonic() - begunAt >= everyMs;
  }

  async #run(chore: Chore, tools: ChoreTools): Promise<void> {
    this.#begunAt.set(chore.name, this.monotonic());
    try {
      await chore.run(tools);
    } catch (error) {
      if (error instanceof LeaseLost) return;
      this.logger.error(`${chore.name} failed`, error as Error);
    } finally {
      this.#running.delete(chore.name);
    }
  }
}
