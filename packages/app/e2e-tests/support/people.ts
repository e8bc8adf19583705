import { Browser, BrowserContextOptions, expect, Page } from '@playwright/test';
import { Portal } from './portal';

export interface Arrival {
  /** Where to begin; the portal's first page otherwise. */
  path?: string;
  /** What is particular about this browser: its size, colours, permissions. */
  context?: BrowserContextOptions;
  /** Done before anything is loaded. */
  before?(page: Page): Promise<unknown>;
}

/** Opens the portal in a browser of its own, signed in as this person. */
export async function signedIn(
  browser: Browser,
  portal: Portal,
  name: string,
  arrival: Arrival = {},
): Promise<Page> {
  const context = await browser.newContext(arrival.context);
  await context.addInitScript(
    who => window.sessionStorage.setItem('jit-demo-user', who),
    name,
  );
  const page = await context.newPage();
  await arrival.before?.(page);
  await page.goto(`${portal.urls.app}${arrival.path ?? ''}`);
  return page;
}

/** The HTTP API as this person. */
export async function apiOf(portal: Portal, name: string) {
  const refresh = await fetch(`${portal.urls.backend}/api/auth/demo/refresh`, {
    headers: { 'x-demo-user': name },
  });
  const { backstageIdentity } = await refresh.json();
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${portal.urls.backend}/api/jit${path}`, {
      method,
      headers: {
        authorization: `Bearer ${backstageIdentity.token}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body: unknown, headers?: Record<string, string>) =>
      call('POST', path, body, headers),
    ask: (accountId: string, set: string, change: object = {}) =>
      call('POST', '/requests', {
        accountId,
        permissionSet: { type: 'standard', name: set },
        duration: 'PT1H',
        justification: 'Look into failed payouts, ticket OPS-771',
        ...change,
      }),
  };
}

/** What stands in the emulated AWS for a person on an account. */
export async function assignmentsOf(
  portal: Portal,
  name: string,
  accountId: string,
): Promise<string[]> {
  const response = await fetch(`${portal.urls.emulator}/_emulator/state`);
  const state = (await response.json()) as {
    assignments: {
      userName: string;
      accountId: string;
      permissionSetName: string;
    }[];
  };
  return state.assignments
    .filter(
      one =>
        one.userName === `${name}@example.com` && one.accountId === accountId,
    )
    .map(one => one.permissionSetName);
}

/** A permission set as it stands in the emulated AWS. */
export async function permissionSetOf(
  portal: Portal,
  name: string,
): Promise<{ managedPolicies: string[]; inlinePolicy?: string } | undefined> {
  const response = await fetch(`${portal.urls.emulator}/_emulator/state`);
  const { permissionSets } = await response.json();
  return permissionSets.find((one: { name: string }) => one.name === name);
}

/** Moves the emulator's clock, and waits until the backend has followed. */
export async function moveClock(
  portal: Portal,
  advance: string,
): Promise<void> {
  const moved = await fetch(`${portal.urls.emulator}/_emulator/clock`, {
    method: 'POST',
    body: JSON.stringify({ advance }),
  });
  const { now } = (await moved.json()) as { now: string };
  // One that does not run has nothing to follow with
  if (portal.programs.backend.exited) return;
  const dana = await apiOf(portal, 'dana');
  await expect
    .poll(async () => (await dana.get('/me')).body.serverTime >= now)
    .toBe(true);
}
