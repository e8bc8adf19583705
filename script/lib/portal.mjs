// A whole portal: emulator, backend, app. Used by ./script/start and by the
// tests in a real browser, so that both start the very same thing.
import { mkdirSync } from 'node:fs';
import http from 'node:http';
import { join, resolve } from 'node:path';
import {
  PlainError,
  ROOT,
  getJson,
  isPortBusy,
  startProgram,
  stopProgram,
  waitFor,
} from './processes.mjs';

const MOVED_BY = {
  emulator: 'JIT_PORT_EMULATOR',
  backend: 'JIT_PORT_BACKEND',
  app: 'JIT_PORT_APP',
};

async function assertPortsFree(ports) {
  for (const [name, port] of Object.entries(ports)) {
    if (await isPortBusy(port)) {
      throw new PlainError(
        `Port ${port} is taken, and the ${name} needs it: end what listens there, or set ${MOVED_BY[name]}.`,
      );
    }
  }
}

/**
 * @param options.ports      { emulator, backend, app }
 * @param options.stateDir   where database, emulator state and logs are kept
 * @param options.appPackage 'app' or 'app-classic'; null for a backend alone
 * @param options.configs    configuration files after the base one
 * @param options.env        more environment for the backend
 */
export async function startPortal({
  ports,
  stateDir,
  appPackage = 'app',
  configs = ['app-config.demo.yaml'],
  env = {},
}) {
  await assertPortsFree(ports);
  const logDir = join(stateDir, 'logs');
  for (const dir of ['database', 'emulator', 'logs']) {
    mkdirSync(join(stateDir, dir), { recursive: true });
  }
  const common = {
    NODE_ENV: 'development',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    JIT_STATE_DIR: stateDir,
    JIT_PORT_APP: String(ports.app),
    JIT_PORT_BACKEND: String(ports.backend),
    JIT_PORT_EMULATOR: String(ports.emulator),
  };
  const configArgs = ['app-config.yaml', ...configs].flatMap(file => [
    '--config',
    resolve(ROOT, file),
  ]);
  const urls = {
    emulator: `http://127.0.0.1:${ports.emulator}`,
    backend: `http://localhost:${ports.backend}`,
    app: `http://localhost:${ports.app}`,
  };

  const portal = {
    urls,
    stateDir,
    programs: {},
    startEmulator() {
      this.programs.emulator = startProgram({
        name: 'emulator',
        file: 'packages/identity-center-emulator/src/cli.ts',
        args: [
          '--port',
          String(ports.emulator),
          '--data',
          join(stateDir, 'emulator'),
        ],
        env: common,
        logFile: join(logDir, 'emulator.log'),
      });
    },
    startBackend() {
      this.programs.backend = startProgram({
        name: 'backend',
        file: 'dev/index.ts',
        cwd: join(ROOT, 'packages/backend'),
        args: configArgs,
        env: { ...common, ...env },
        logFile: join(logDir, 'backend.log'),
      });
    },
    startApp() {
      this.programs.app = startProgram({
        name: 'app',
        file: 'dev/appServer.ts',
        cwd: join(ROOT, 'packages/backend'),
        args: configArgs,
        env: {
          ...common,
          APP_CONFIG_backend_listen: JSON.stringify({
            host: '127.0.0.1',
            port: ports.app,
          }),
          APP_CONFIG_app_packageName: JSON.stringify(appPackage),
        },
        logFile: join(logDir, 'app.log'),
      });
    },
    async backendReady() {
      await waitFor(
        'the backend was ready with its demo people and accounts',
        async () => {
          await getJson(`${urls.backend}/.backstage/health/v1/readiness`);
          return (await demoIsThere(urls.backend)) === true;
        },
        { programs: [this.programs.backend, this.programs.emulator] },
      );
      await wakeSignals(urls.backend);
    },
    async stop() {
      // The app and the backend first: the backend hands over while AWS answers
      for (const name of ['app', 'backend', 'emulator']) {
        if (this.programs[name]) await stopProgram(this.programs[name]);
      }
    },
  };

  portal.startEmulator();
  portal.startBackend();
  if (appPackage) portal.startApp();
  try {
    await waitFor(
      'the emulator answered',
      () => getJson(`${urls.emulator}/_emulator/state`),
      {
        programs: [portal.programs.emulator],
      },
    );
    await portal.backendReady();
    if (appPackage) {
      await waitFor(
        'the app was served',
        async () => (await fetch(urls.app)).ok,
        { programs: [portal.programs.app] },
      );
    }
  } catch (error) {
    await portal.stop();
    throw error;
  }
  return portal;
}

/**
 * Backstage's signals backend begins to listen for sockets when the first one
 * is asked for, and that one is lost: its browser waits six seconds before it
 * tries again. So the first one is asked for here.
 */
function wakeSignals(backendUrl) {
  return new Promise(resolve => {
    const request = http.get(`${backendUrl}/api/signals`, {
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    const done = () => {
      request.destroy();
      resolve();
    };
    request.on('error', done).on('response', done);
    setTimeout(done, 300);
  });
}

export async function tokenOf(backendUrl, name) {
  const body = await getJson(`${backendUrl}/api/auth/demo/refresh`, {
    'x-demo-user': name,
  });
  return body.backstageIdentity.token;
}

/** People and accounts, permission sets, and history down to its running sessions. */
async function demoIsThere(backendUrl) {
  const headers = {
    authorization: `Bearer ${await tokenOf(backendUrl, 'ada')}`,
  };
  const api = path => getJson(`${backendUrl}/api/jit${path}`, headers);
  const accounts = await api('/accounts?scope=all');
  const options = await api('/accounts/111111111111/request-options');
  const requests = await api('/requests?scope=all&limit=1');
  const settingUp = await api('/sessions?scope=managed&state=SETTING_UP');
  return (
    accounts.items.length >= 5 &&
    options.permissionSets.length >= 4 &&
    requests.totalItems > 0 &&
    settingUp.totalItems === 0
  );
}
