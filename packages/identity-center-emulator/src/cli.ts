import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readSeed } from './seed';
import { startEmulator } from './server';

function fail(message: string): never {
  process.stderr.write(`error: ${message}\n`);
  process.exit(1);
}

function numberOf(text: string, name: string, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > max) {
    fail(`--${name} must be a whole number up to ${max}, not '${text}'.`);
  }
  return value;
}

function seedFrom(file: string | undefined) {
  if (!file) return undefined;
  try {
    return readSeed(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    return fail(`${file} is no seed: ${(error as Error).message}`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4580' },
      seed: { type: 'string' },
      data: { type: 'string' },
      'assignment-ms': { type: 'string', default: '800' },
    },
  });
  const port = numberOf(values.port, 'port', 65535);
  const assignmentMs = numberOf(
    values['assignment-ms'],
    'assignment-ms',
    3_600_000,
  );
  const emulator = await startEmulator({
    port,
    seed: seedFrom(values.seed),
    dataDir: values.data,
    times: { assignmentMs, provisioningMs: assignmentMs },
  });
  process.stdout.write(`Demo: no real AWS. Listening on ${emulator.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => emulator.close().then(() => process.exit(0)));
  }
}

main().catch(error => {
  const { code, message, port } = error as NodeJS.ErrnoException & {
    port?: number;
  };
  fail(
    code === 'EADDRINUSE'
      ? `Port ${port} is taken: choose another with --port.`
      : message,
  );
});
