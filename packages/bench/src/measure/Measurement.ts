import { Figure } from '../figures';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** What was measured, and what could not be. */
export class Measurement {
  readonly figures: Figure[] = [];
  readonly failures: string[] = [];

  add(...figures: Figure[]): void {
    this.figures.push(...figures);
  }

  /** A measurement that fails spoils none of the others. */
  async attempt(what: string, measured: () => Promise<void>): Promise<boolean> {
    try {
      await measured();
      return true;
    } catch (error) {
      const failure = `${what}: ${(error as Error).message}`;
      this.failures.push(failure);
      say(`failed: ${failure}`);
      return false;
    }
  }

  /** Tells how long a part took. */
  async part(what: string, measured: () => Promise<void>): Promise<void> {
    const began = performance.now();
    await this.attempt(what, measured);
    const seconds = (performance.now() - began) / 1000;
    say(`${what}: ${seconds.toFixed(0)} s`);
  }
}
