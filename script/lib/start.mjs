import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from './build.mjs';
import { startPortal } from './portal.mjs';
import { PlainError, ROOT, stopAll } from './processes.mjs';

function portOf(variable, fallback) {
  const text = process.env[variable] ?? String(fallback);
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new PlainError(
      `${variable} must be a port between 1 and 65535, not '${text}'.`,
    );
  }
  return port;
}

const PEOPLE = `  dana    developer, asks for access
  theo    developer, owns data-lake
  olivia  owns the payments accounts        omar   owner through a nested group
  sam     SSO Admin                         lena   a second SSO Admin
  petra   owner and SSO Admin               ada    Admin
  noah    disabled in Identity Center       audrey auditor`;

function say(portal, seconds) {
  console.log(`
The JIT Access portal is up (${seconds} s). Demo: no real AWS.

  Portal     ${portal.urls.app}
  API        ${portal.urls.backend}/api/jit
  Emulator   ${portal.urls.emulator}

Sign in as one of these; one identity per browser tab, so open two:
${PEOPLE}

State and logs are in ${portal.stateDir}; --fresh starts over. Ctrl-C ends everything.`);
}

async function main() {
  const unknown = process.argv.slice(2).filter(arg => arg !== '--fresh');
  if (unknown.length > 0) {
    throw new PlainError(
      `Unknown option ${unknown[0]}; the only one is --fresh.`,
    );
  }
  const began = Date.now();
  const ports = {
    emulator: portOf('JIT_PORT_EMULATOR', 4580),
    backend: portOf('JIT_PORT_BACKEND', 7007),
    app: portOf('JIT_PORT_APP', 3000),
  };
  const stateDir = join(ROOT, '.portal');
  if (process.argv.includes('--fresh')) {
    rmSync(stateDir, { recursive: true, force: true });
  }
  buildApp('app');
  console.log('Starting the portal…');
  const portal = await startPortal({ ports, stateDir });
  say(portal, Math.round((Date.now() - began) / 1000));

  const { programs } = portal;
  const ended = await Promise.race(
    Object.values(programs).map(program => program.done.then(() => program)),
  );
  if (!stopping) {
    throw new PlainError(
      `The ${ended.name} ended by itself; its last words are in ${ended.logFile}.`,
    );
  }
}

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    console.log('\nEnding…');
    await stopAll();
    process.exit(0);
  });
}

main().catch(async error => {
  if (stopping) return;
  stopping = true;
  console.error(
    error instanceof PlainError ? `error: ${error.message}` : error,
  );
  await stopAll();
  process.exit(1);
});
