import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { LIB, ROOT } from './places';
import { Line } from './Line';

export interface ReplicaPlan {
  name: string;
  bundle: string;
  stateDir: string;
  port: number;
  awsPort: number;
  configs: string[];
}

type Processes = {
  startProgram(options: object): any;
  stopProgram(program: any, graceMs?: number): Promise<void>;
  killProgram(program: any): Promise<void>;
};

/** One backend process, and what can be done to it. */
export class Replica {
  readonly url: string;
  #program: any;
  #processes!: Processes;
  stalled = false;

  constructor(readonly plan: ReplicaPlan, readonly line: Line) {
    this.url = `http://localhost:${plan.port}`;
  }

  get name(): string {
    return this.plan.name;
  }

  get logFile(): string {
    return join(this.plan.stateDir, 'logs', `${this.name}.log`);
  }

  get runs(): boolean {
    return this.#program !== undefined && !this.#program.exited;
  }

  async start(): Promise<void> {
    const { plan } = this;
    this.#processes = await import(`${LIB}/processes.mjs`);
    this.#program = this.#processes.startProgram({
      name: plan.name,
      file: plan.bundle,
      transform: false,
      cwd: join(ROOT, 'packages/storm'),
      args: plan.configs.flatMap(file => ['--config', file]),
      env: {
        NODE_ENV: 'development',
        NODE_COMPILE_CACHE: join(plan.stateDir, '../compiled'),
        LOG_LEVEL: 'info',
        JIT_STATE_DIR: plan.stateDir,
        JIT_PORT_APP: String(plan.port),
        JIT_PORT_BACKEND: String(plan.port),
        JIT_PORT_EMULATOR: String(plan.awsPort),
      },
      logFile: this.logFile,
    });
  }

  async ready(): Promise<boolean> {
    if (!this.runs || this.stalled) return false;
    try {
      const answer = await fetch(`${this.url}/.backstage/health/v1/readiness`, {
        signal: AbortSignal.timeout(2_000),
      });
      return answer.ok;
    } catch {
      return false;
    }
  }

  async kill(): Promise<void> {
    this.stalled = false;
    await this.#processes.killProgram(this.#program);
  }

  /** Politely: it hands over before it goes. */
  async end(): Promise<void> {
    await this.#processes.stopProgram(this.#program, 20_000);
  }

  stall(): void {
    this.stalled = true;
    process.kill(-this.#program.child.pid, 'SIGSTOP');
  }

  goOn(): void {
    if (!this.stalled) return;
    this.stalled = false;
    if (this.runs) process.kill(-this.#program.child.pid, 'SIGCONT');
  }

  /** Whether this one took the lead with this token. */
  tookLead(token: number): boolean {
    if (!existsSync(this.logFile)) return false;
    return readFileSync(this.logFile, 'utf8').includes(
      `This engine leads now (token ${token})`,
    );
  }
}
