import { join } from 'node:path';
import { LIB } from './places';
import { AwsFact, keyOf } from './words';

/** How long AWS takes for a change: short, so that volume fits into the time. */
export const ASSIGNMENT_MS = 150;

/** The emulated Identity Center, and its controls. */
export class Emulator {
  constructor(readonly url: string, private readonly program: unknown) {}

  static async start(options: {
    port: number;
    seedFile: string;
    stateDir: string;
  }): Promise<Emulator> {
    const { startProgram, waitFor, getJson } = await import(
      `${LIB}/processes.mjs`
    );
    const url = `http://127.0.0.1:${options.port}`;
    const program = startProgram({
      name: 'emulator',
      file: 'packages/identity-center-emulator/src/cli.ts',
      args: [
        '--port',
        String(options.port),
        '--seed',
        options.seedFile,
        '--assignment-ms',
        String(ASSIGNMENT_MS),
      ],
      logFile: join(options.stateDir, 'logs/emulator.log'),
    });
    await waitFor(
      'the emulator answered',
      () => getJson(`${url}/_emulator/clock`),
      { programs: [program] },
    );
    return new Emulator(url, program);
  }

  /** Moves the clock that all replicas follow. */
  async advance(duration: string): Promise<void> {
    await this.#post('clock', { advance: duration });
  }

  async now(): Promise<number> {
    const answer = await fetch(`${this.url}/_emulator/clock`);
    return Date.parse(((await answer.json()) as { now: string }).now);
  }

  /** How many faults happened inside AWS. */
  async faultsInjected(): Promise<number> {
    const answer = await fetch(`${this.url}/_emulator/chaos`);
    const { faultsInjected } = (await answer.json()) as any;
    return Object.values<number>(faultsInjected).reduce((a, b) => a + b, 0);
  }

  async state(): Promise<AwsFact> {
    const answer = await fetch(`${this.url}/_emulator/state`);
    const state = (await answer.json()) as any;
    const open = state.operations.filter(
      (one: any) => one.status === 'IN_PROGRESS',
    );
    return {
      now: Date.parse(state.now),
      access: state.assignments.map((one: any) => ({
        key: keyOf(one.accountId, one.permissionSetArn, one.principalId),
        createdAt: Date.parse(one.createdAt),
      })),
      outstanding: open.length,
      outstandingCreations: open.filter((one: any) => one.kind === 'creation')
        .length,
    };
  }

  async stop(): Promise<void> {
    const { stopProgram } = await import(`${LIB}/processes.mjs`);
    await stopProgram(this.program);
  }

  async #post(path: string, body: unknown): Promise<void> {
    await fetch(`${this.url}/_emulator/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
  }
}
