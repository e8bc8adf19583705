import { expect, Locator, Page } from '@playwright/test';
import { apiOf, signedIn } from './people';
import { Portal, testWithPortal } from './portal';

/*
 * What the checks of the approvers' pages share. They have names of their own
 * for the demo's people: Ana is dana, Olga olivia, Sam sam, Adi ada, Uma audrey,
 * Bo theo.
 */
export const PRODUCTION = '111111111111';
export const STAGING = '222222222222';
export const DATA_LAKE = '333333333333';
export const SANDBOX = '444444444444';

/** A page of this portal as this person; the same one at every check. */
export type PageOf = (name: string, path: string) => Promise<Page>;

/**
 * One portal for all checks that are made from this, and one browser for each
 * person. A check stands by itself: it makes what it needs, on whatever the
 * checks before it left.
 */
export const test = testWithPortal().extend<{}, { pageOf: PageOf }>({
  pageOf: [
    async ({ browser, portal }, use) => {
      const pages = new Map<string, Page>();
      await use(async (name, path) => {
        const page = pages.get(name) ?? (await signedIn(browser, portal, name));
        pages.set(name, page);
        await page.goto(`${portal.urls.app}${path}`);
        return page;
      });
      for (const page of pages.values()) await page.context().close();
    },
    { scope: 'worker' },
  ],
});

/** A request as the API tells it, as far as the checks read it. */
export interface Asked {
  id: string;
  number: string;
  version: number;
  contentHash: string;
  state: string;
  permissionSet: { name: string };
  requestedAt: string;
  stages: {
    review?: { decision: string; by: { displayName: string }; at: string };
  }[];
  session?: { id: string; number: string };
}

/** Somebody asks for a standard set, or with `change` for anything else. */
export async function asks(
  portal: Portal,
  name: string,
  account: string,
  set: string,
  change: object = {},
): Promise<Asked> {
  const api = await apiOf(portal, name);
  const ask = () => api.ask(account, set, change);
  let { status, body } = await ask();
  if (body.error?.code === 'already-pending') {
    // A check before this one left it waiting
    const [number] = /REQ-\d+/.exec(body.error.message)!;
    await api.post(`/requests/${number}/cancel`, {});
    ({ status, body } = await ask());
  }
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

let custom = 0;

/** Somebody asks for a custom set, whose name nobody has had. */
export function asksForCustom(
  portal: Portal,
  name: string,
  account: string,
  inlinePolicy?: string,
): Promise<Asked> {
  custom += 1;
  return asks(portal, name, account, '', {
    permissionSet: {
      type: 'custom',
      name: `JIT-check-${custom}`,
      sessionDuration: 'PT1H',
      managedPolicies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
      inlinePolicy,
    },
  });
}

export async function requestOf(
  portal: Portal,
  name: string,
  id: string,
): Promise<Asked> {
  return (await (await apiOf(portal, name)).get(`/requests/${id}`)).body;
}

/** Somebody decides over the API, on what they would see at this moment. */
export async function reviews(
  portal: Portal,
  name: string,
  { id }: Asked,
  decision: 'approve' | 'reject',
  comment = 'Seen, ticket OPS-771',
): Promise<Asked> {
  const api = await apiOf(portal, name);
  const { version, contentHash } = await requestOf(portal, name, id);
  const { status, body } = await api.post(`/requests/${id}/reviews`, {
    version,
    contentHash,
    decision,
    comment,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

/** A session that AWS has confirmed, of what somebody asked and another approved. */
export async function granted(
  portal: Portal,
  name: string,
  account: string,
  set: string,
  by: string,
): Promise<{ request: Asked; session: { id: string; number: string } }> {
  const asked = await asks(portal, name, account, set);
  await reviews(portal, by, asked, 'approve');
  await expect
    .poll(async () => (await requestOf(portal, name, asked.id)).state)
    .toBe('ACTIVE');
  const request = await requestOf(portal, name, asked.id);
  return { request, session: request.session! };
}

/** A row by what stands in it as a word: a number, or what it is about. */
export function rowOf(page: Page, what: string): Locator {
  return page.getByRole('row', { name: new RegExp(`\\b${what}\\b`) });
}

export function viewDetails(page: Page, what: string): Locator {
  return page.getByRole('button', {
    name: new RegExp(`^View Details, ${what}\\b`),
  });
}

/** What stands beside the name of a field. */
export function fieldOf(within: Page | Locator, name: string): Locator {
  return within.locator(
    `xpath=.//dt[normalize-space()="${name}"]/following-sibling::dd[1]`,
  );
}

/** Said after an approval, and what follows it once AWS is done. */
export const APPROVED =
  /^Approved\. (Access is being set up|The access is active)\.$/;

/** A time in details: to the second, and in which zone. */
export const EXACT_TIME =
  /^\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d:\d\d (GMT[+-]\d|UTC)/;

/** How many commands this page has sent since. */
export function commandsOf(page: Page): { sent: number } {
  const counted = { sent: 0 };
  page.on('request', request => {
    const isCommand = request.method() === 'POST';
    if (isCommand && request.url().includes('/api/jit/')) counted.sent += 1;
  });
  return counted;
}

/** The number in a list's title: `Pending Approvals (3)`. */
export async function countOf(page: Page, title: string): Promise<number> {
  const heading = page.getByRole('heading', {
    level: 2,
    name: new RegExp(`^${title} \\(\\d+\\)$`),
  });
  await expect(heading).toBeVisible();
  return Number(/\((\d+)\)$/.exec((await heading.textContent()) ?? '')![1]);
}
