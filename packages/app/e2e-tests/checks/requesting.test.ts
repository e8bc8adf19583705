import { Browser, expect, Locator, Page } from '@playwright/test';
import {
  DATA_LAKE,
  PRODUCTION,
  STAGING,
  asks,
  granted,
  requestOf,
  reviews,
  rowOf,
} from '../support/approving';
import { Arrival, apiOf, moveClock, signedIn } from '../support/people';
import { Portal, testWithPortal } from '../support/portal';

/*
 * Asking for access, and what the requester has: checks 9 to 24. Ana is dana.
 * Each check asks for a set on an account that no other check asks for.
 */
const REASON = 'Look into failed payouts, ticket OPS-771';

const WIDE = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
  null,
  2,
);

const test = testWithPortal();

const dana = (browser: Browser, portal: Portal, path: string, more?: Arrival) =>
  signedIn(browser, portal, 'dana', { ...more, path });

const justification = (page: Page | Locator) =>
  page.getByRole('textbox', { name: 'Justification' });

const send = (page: Page | Locator) =>
  page.getByRole('button', { name: 'Send Request' });

const editorOf = (page: Page) =>
  page.getByRole('textbox', { name: 'Inline policy (JSON)' });

async function commandsDuring(page: Page, work: () => Promise<void>) {
  let sent = 0;
  const count = (request: { method(): string; url(): string }) => {
    if (
      request.method() === 'POST' &&
      /\/api\/jit\/requests$/.test(request.url())
    )
      sent += 1;
  };
  page.on('request', count);
  await work();
  page.off('request', count);
  return sent;
}

/** `27 Nov, 00:31` in Berlin. */
function nearTime(ms: number): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: 'Europe/Berlin',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms);
  const of = (type: string) => parts.find(one => one.type === type)!.value;
  return `${of('day')} ${of('month')}, ${of('hour')}:${of('minute')}`;
}

test('9 · a standard request is sent from the page of Production with three presses and the reason', async ({
  browser,
  portal,
}) => {
  const ana = await dana(
    browser,
    portal,
    '/catalog/default/resource/payments-production',
  );
  await ana.getByRole('button', { name: 'Request Access' }).click();
  const dialog = ana.getByRole('dialog', {
    name: 'Request Access to Payments Production (111111111111)',
  });
  // To pick a set is to open the list and to choose
  await dialog.getByLabel('Permission set').click();
  await ana.getByRole('option', { name: /ReadOnlyAccess/ }).click();
  await justification(dialog).fill(REASON);
  await send(dialog).click();
  await expect(dialog).toBeHidden();
  await expect(ana.getByText(/^Request sent · REQ-\d+$/).first()).toBeVisible();
  const { body } = await (
    await apiOf(portal, 'dana')
  ).get('/requests?scope=mine&limit=1');
  expect(body.items[0]).toMatchObject({
    account: { id: PRODUCTION },
    permissionSet: { name: 'ReadOnlyAccess' },
    duration: 'PT1H',
    justification: REASON,
    state: 'PENDING',
  });
});

test('10 · nothing longer than the cap is offered, and nothing longer is sent', async ({
  browser,
  portal,
}) => {
  const ana = await dana(
    browser,
    portal,
    `/jit/request?account=${STAGING}&set=ReadOnlyAccess`,
  );
  const duration = ana.getByRole('group', { name: 'Duration' });
  await expect(
    duration.getByRole('radio', { name: '8 h', exact: true }),
  ).toBeVisible();
  await justification(ana).fill(REASON);
  await duration.getByRole('radio', { name: 'Other' }).check();
  await duration.getByRole('spinbutton', { name: 'Hours' }).fill('8');
  await duration.getByRole('spinbutton', { name: 'Minutes' }).fill('15');
  const sent = await commandsDuring(ana, async () => {
    await send(ana).click();
    await expect(
      duration.getByText('Choose between 15 min and 8 h.'),
    ).toBeVisible();
  });
  expect(sent).toBe(0);

  // As on an account whose entity says two hours
  await ana.route(/\/request-options$/, async route => {
    const response = await route.fetch({ maxRetries: 3 });
    const options = await response.json();
    options.account.limits.durationMax = 'PT2H';
    await route.fulfill({ response, json: options });
  });
  await ana.reload();
  await expect(duration.getByText('Longest allowed here: 2 h')).toBeVisible();
  await expect(duration.getByRole('radio')).toHaveCount(4);
  for (const name of ['30 min', '1 h', '2 h', 'Other']) {
    await expect(
      duration.getByRole('radio', { name, exact: true }),
    ).toBeVisible();
  }
});

test('11 · a reason of ten characters says how many are missing, and takes the focus', async ({
  browser,
  portal,
}) => {
  const ana = await dana(
    browser,
    portal,
    `/jit/request?account=${STAGING}&set=ReadOnlyAccess`,
  );
  await justification(ana).fill('0123456789');
  await expect(ana.getByText('10 more characters needed')).toBeVisible();
  const sent = await commandsDuring(ana, async () => {
    await send(ana).click();
    await expect(justification(ana)).toBeFocused();
    await expect(justification(ana)).toHaveAttribute('aria-invalid', 'true');
    await expect(ana.getByText('Fix 1 field to send.')).toBeVisible();
  });
  expect(sent).toBe(0);
});

test('12 · what happens next names the owners, and when the request expires', async ({
  browser,
  portal,
}) => {
  const ana = await dana(
    browser,
    portal,
    `/jit/request?account=${PRODUCTION}&set=BillingView`,
  );
  const list = ana
    .getByRole('heading', { name: 'What happens next' })
    .locator('xpath=following-sibling::ol');
  // Its owner is a group
  await expect(list).toContainText(
    'An owner of Payments Production (Payments owners) or an SSO Admin reviews it.',
  );
  const { body } = await (
    await apiOf(portal, 'dana')
  ).get(`/accounts/${PRODUCTION}/request-options`);
  expect(body.account.limits.approvalWindow).toMatch(/^(PT24H|P1D)$/);
  const expires = Date.parse(body.serverTime) + 24 * 60 * 60_000;
  // The page may have been drawn in the minute before
  const minutes = [-60_000, 0, 60_000].map(by => nearTime(expires + by));
  await expect(list).toContainText(
    new RegExp(`If nobody answers by (${minutes.join('|')}) it expires`),
  );
});

test('13 · the name of a custom set begins with JIT-, and has 32 characters at most', async ({
  browser,
  portal,
}) => {
  const ana = await dana(
    browser,
    portal,
    `/jit/request?account=${STAGING}&type=custom`,
  );
  const name = ana.getByRole('textbox', { name: 'Name', exact: true });
  await expect(
    name.locator('xpath=preceding-sibling::*').getByText('JIT-'),
  ).toBeVisible();
  await name.pressSequentially('a'.repeat(40));
  await expect(name).toHaveValue('a'.repeat(28));
  await expect(ana.getByText('32 / 32')).toBeVisible();
});

test('14, 15, 16 · the policy editor marks what is no JSON, leads to what is wide, and lets Tab go', async ({
  browser,
  portal,
}) => {
  const ana = await dana(
    browser,
    portal,
    `/jit/request?account=${STAGING}&type=custom`,
  );
  await ana
    .getByRole('textbox', { name: 'Name', exact: true })
    .fill('too-wide');
  const editor = editorOf(ana);
  await editor.fill(WIDE.replace('"Allow"', 'Allow'));
  await expect(ana.locator('.cm-lint-marker-error')).toHaveCount(1);
  await ana.getByRole('button', { name: 'Next' }).click();
  await expect(ana.getByText(/^This is not JSON/)).toBeVisible();
  await expect(editor).toBeFocused();
  await expect(ana.getByText(/^Step 1 of 3/)).toBeVisible();

  await editor.fill(WIDE);
  const high = ana
    .getByRole('list', { name: 'What these policies allow' })
    .getByRole('listitem')
    .filter({ hasText: 'High' });
  const link = high.getByRole('button', { name: /^Show line \d+/ }).first();
  await expect(link).toBeVisible();
  const line = /^Show line (\d+)/.exec(
    (await link.getAttribute('aria-label'))!,
  )![1];
  await link.click();
  await expect(editor).toBeFocused();
  await expect(ana.locator('.cm-activeLineGutter').first()).toHaveText(line);
  expect(WIDE.split('\n')[Number(line) - 1]).toMatch(/"\*"/);

  await ana.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
  await ana.keyboard.press('Shift+Tab');
  await expect(editor).toBeFocused();
});

test('17 · what waits already is shown and not sent again; what is active says until when', async ({
  browser,
  portal,
}) => {
  const asked = await asks(portal, 'dana', STAGING, 'BillingView');
  const ana = await dana(
    browser,
    portal,
    `/jit/request?account=${STAGING}&set=BillingView`,
  );
  await expect(
    ana.getByText(`${asked.number} for the same access is waiting.`).first(),
  ).toBeVisible();
  await expect(
    ana.getByRole('button', { name: 'View request' }),
  ).toHaveAttribute('href', `/jit/requests/${asked.number}`);
  await justification(ana).fill(REASON);
  await expect(send(ana)).toHaveAttribute('aria-disabled', 'true');
  const sent = await commandsDuring(ana, async () => {
    await send(ana).click({ force: true });
    await justification(ana).focus();
  });
  expect(sent).toBe(0);

  await reviews(portal, 'olivia', asked, 'approve');
  // It turns by itself when AWS has confirmed the access
  await expect(
    ana.getByText(
      /^You already have BillingView on Payments Staging until \d\d:\d\d\./,
    ),
  ).toBeVisible();
  await expect(send(ana)).not.toHaveAttribute('aria-disabled', 'true');
});

test('18 · what was sent has a number and a status, and is the first of My Requests', async ({
  browser,
  portal,
}) => {
  const ana = await dana(
    browser,
    portal,
    `/jit/request?account=${STAGING}&set=DatabaseAdmin`,
  );
  await justification(ana).fill(REASON);
  await send(ana).click();
  const isFirst = async (status: string) => {
    await expect(
      ana.getByRole('heading', { name: 'Request sent' }),
    ).toBeVisible();
    const number = await ana
      .getByText(/^REQ-\d+$/)
      .first()
      .textContent();
    await expect(ana.getByText(status, { exact: true }).first()).toBeVisible();
    await ana.getByRole('link', { name: 'My Requests' }).click();
    const first = ana.locator('tbody tr').first();
    await expect(first).toContainText(number!);
    await expect(first).toContainText(status);
  };
  await isFirst('Pending');

  await ana.goto(
    `${portal.urls.app}/jit/request?account=${STAGING}&type=custom`,
  );
  await ana
    .getByRole('textbox', { name: 'Name', exact: true })
    .fill('read-queue');
  const policies = ana.getByRole('textbox', { name: 'AWS managed policies' });
  await policies.fill('sqs read');
  await ana
    .getByRole('option', { name: 'AmazonSQSReadOnlyAccess', exact: true })
    .click();
  await policies.press('Escape');
  await ana.getByRole('button', { name: 'Next' }).click();
  await justification(ana).fill(REASON);
  await ana.getByRole('button', { name: 'Next' }).click();
  await send(ana).click();
  await isFirst('Pending Owner');
});

test('23 · why a request was rejected stands in the list', async ({
  browser,
  portal,
}) => {
  const asked = await asks(portal, 'dana', PRODUCTION, 'DatabaseAdmin');
  await reviews(portal, 'olivia', asked, 'reject', 'Ask for the staging copy.');
  const ana = await dana(browser, portal, '/jit/requests');
  const row = rowOf(ana, asked.number);
  await expect(row).toContainText('Rejected');
  await expect(row).toContainText('Olivia Park: “Ask for the staging copy.”');
});

test('24 · a request says who it waits for and how long; it is taken back after asking', async ({
  browser,
  portal,
}) => {
  const asked = await asks(portal, 'dana', DATA_LAKE, 'PowerUserAccess');
  const ana = await dana(browser, portal, '/jit/requests');
  const row = rowOf(ana, asked.number);
  await expect(row).toContainText(/Theo Chen.* · (23 h \d+ min|1 d|24 h) left/);
  await row.getByRole('button', { name: `Cancel ${asked.number}` }).click();
  const dialog = ana.getByRole('alertdialog', { name: 'Cancel this request?' });
  await expect(dialog).toContainText('Reviewers will no longer see it.');
  await dialog.getByRole('button', { name: 'Keep Request' }).click();
  await expect(dialog).toBeHidden();
  expect((await requestOf(portal, 'dana', asked.id)).state).toBe('PENDING');
  await row.getByRole('button', { name: `Cancel ${asked.number}` }).click();
  await dialog.getByRole('button', { name: 'Cancel Request' }).click();
  await expect(row).toContainText('Cancelled');
  expect((await requestOf(portal, 'dana', asked.id)).state).toBe('CANCELLED');
});

test('20 · Open AWS and the CLI text lead to this account and this role', async ({
  browser,
  portal,
}) => {
  await granted(portal, 'dana', PRODUCTION, 'BillingView', 'olivia');
  const ana = await dana(browser, portal, '/jit/sessions', {
    context: { permissions: ['clipboard-read', 'clipboard-write'] },
  });
  const card = ana
    .getByRole('list', { name: 'Active Sessions' })
    .getByRole('listitem')
    .filter({ hasText: 'Payments Production' })
    .filter({ hasText: 'BillingView' });
  const open = card.getByRole('link', {
    name: 'Open AWS, Payments Production, BillingView, opens in a new tab',
  });
  const link = new URL((await open.getAttribute('href'))!);
  expect(link.host).toBe('example.awsapps.com');
  expect(link.href).toContain(`account_id=${PRODUCTION}`);
  expect(link.href).toContain('role_name=BillingView');
  await card.getByRole('button', { name: 'CLI setup' }).click();
  const text = card.locator('pre');
  await expect(text).toContainText(`sso_account_id = ${PRODUCTION}`);
  await expect(text).toContainText('sso_role_name = BillingView');
  await card.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect
    .poll(() => ana.evaluate(() => window.navigator.clipboard.readText()))
    .toContain((await text.textContent())!.trim());
});

test('22 · what Olga revokes turns to Revoked on the open page, with who and why', async ({
  browser,
  portal,
}) => {
  const { session } = await granted(
    portal,
    'dana',
    STAGING,
    'ReadOnlyAccess',
    'olivia',
  );
  const ana = await dana(browser, portal, '/jit/sessions');
  const card = ana
    .getByRole('list', { name: 'Active Sessions' })
    .getByRole('listitem')
    .filter({ hasText: 'Payments Staging' })
    .filter({ hasText: 'ReadOnlyAccess' });
  await expect(card).toContainText('Active');
  const olga = await apiOf(portal, 'olivia');
  const revoked = await olga.post(`/sessions/${session.id}/revoke`, {
    reason: 'Task is done',
  });
  expect(revoked.status).toBe(200);
  await expect
    .poll(async () => (await olga.get(`/sessions/${session.id}`)).body.state)
    .toBe('REVOKED');
  await expect(card.getByText('Revoked', { exact: true })).toBeVisible();
  await expect(card.getByRole('alert')).toHaveText(
    'Your session on Payments Staging was revoked by Olivia Park. Reason: Task is done',
  );
});

test('21 · End Session asks first; kept it goes on, ended it says so', async ({
  browser,
  portal,
}) => {
  const { session } = await granted(
    portal,
    'dana',
    STAGING,
    'PowerUserAccess',
    'olivia',
  );
  const api = await apiOf(portal, 'dana');
  const stateOf = async () =>
    (await api.get(`/sessions/${session.id}`)).body.state;
  const ana = await dana(browser, portal, '/jit/sessions');
  const end = ana.getByRole('button', {
    name: 'End Session, Payments Staging, PowerUserAccess',
  });
  await end.click();
  const dialog = ana.getByRole('alertdialog', { name: 'End this session?' });
  await expect(dialog).toContainText(
    'You will lose access to Payments Staging (PowerUserAccess) now. You can request it again.',
  );
  await dialog.getByRole('button', { name: 'Keep Session' }).click();
  await expect(dialog).toBeHidden();
  await expect(end).toBeFocused();
  expect(await stateOf()).toBe('ACTIVE');

  await end.click();
  await dialog.getByRole('button', { name: 'End Session' }).click();
  await expect.poll(stateOf).toBe('ENDED');
  const card = ana
    .getByRole('list', { name: 'Active Sessions' })
    .getByRole('listitem')
    .filter({ hasText: 'PowerUserAccess' });
  await expect(card).toContainText('Ended');
  await expect(card).toContainText('You ended it');
});

test('19 · the time that is left goes down without a reload, and the end is told with its zone', async ({
  browser,
  portal,
}) => {
  await granted(portal, 'theo', STAGING, 'ReadOnlyAccess', 'olivia');
  const page = await signedIn(browser, portal, 'theo', {
    path: '/jit/sessions',
    before: one => one.clock.install(),
  });
  const bar = page.getByRole('progressbar', {
    name: 'Time remaining, Payments Staging, ReadOnlyAccess',
  });
  await expect(bar).toHaveAttribute(
    'aria-valuetext',
    /^(59|60) minutes left of 1 hour$|^1 hour left of 1 hour$/,
  );
  await expect(
    page.getByText(
      /(59 min|1 h) left · ends \d+ \w{3} \d{4}, \d\d:\d\d GMT\+[12]/,
    ),
  ).toBeVisible();
  // Ten minutes pass, for the portal and for this browser
  await moveClock(portal, 'PT10M');
  await page.clock.fastForward('10:00');
  await expect(bar).toHaveAttribute(
    'aria-valuetext',
    /^(49|50) minutes left of 1 hour$/,
  );
  await expect(page.getByText(/(49|50) min left · ends/)).toBeVisible();
});
