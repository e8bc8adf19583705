// Starting, awaiting and ending the processes that make up a portal.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import net from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const TRANSFORM = join(
  ROOT,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);

/** A failure that a person can mend: printed as one sentence, without a stack. */
export class PlainError extends Error {}

/** Whether something already listens on the port of this machine. */
export function isPortBusy(port) {
  return new Promise(resolve => {
    const socket = net.connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const running = new Set();

/**
 * Starts a TypeScript program of the repository in a process group of its own,
 * so that ending it ends whatever it started. Its output goes to a log file.
 * One that is JavaScript already starts quicker with `transform: false`.
 */
export function startProgram({
  name,
  file,
  args = [],
  env = {},
  cwd,
  logFile,
  transform = true,
}) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  const child = spawn(
    process.execPath,
    [
      '--no-node-snapshot',
      ...(transform ? ['--require', TRANSFORM] : []),
      file,
      ...args,
    ],
    {
      cwd: cwd ?? ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const program = { name, child, logFile, exited: undefined };
  program.done = new Promise(resolve => {
    child.once('exit', (code, signal) => {
      program.exited = { code, signal };
      running.delete(program);
      resolve(program.exited);
    });
  });
  running.add(program);
  return program;
}

function signalGroup(program, signal) {
  try {
    process.kill(-program.child.pid, signal);
  } catch {
    // Already gone
  }
}

/** Ends a program: politely first, by force after the grace period. */
export async function stopProgram(program, graceMs = 10_000) {
  if (program.exited) return;
  signalGroup(program, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(program, 'SIGKILL'), graceMs);
  await program.done;
  clearTimeout(timer);
}

export async function killProgram(program) {
  signalGroup(program, 'SIGKILL');
  await program.done;
}

export async function stopAll() {
  await Promise.all([...running].map(program => stopProgram(program)));
}

process.on('exit', () => {
  for (const program of running) signalGroup(program, 'SIGKILL');
});

/** Asks until the check passes, a program ends, or the time is over. */
export async function waitFor(
  what,
  check,
  { programs = [], timeoutMs = 120_000 } = {},
) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    if (await check().catch(() => false)) return;
    const ended = programs.find(program => program.exited);
    if (ended) {
      throw new PlainError(
        `The ${ended.name} ended before ${what}; its last words are in ${ended.logFile}.`,
      );
    }
    if (Date.now() > deadline) {
      throw new PlainError(
        `Waited ${timeoutMs / 1000} seconds for ${what}, in vain; see ${programs
          .map(program => program.logFile)
          .join(', ')}.`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

export async function getJson(url, headers = {}) {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}
