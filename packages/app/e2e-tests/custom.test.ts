import AxeBuilder from '@axe-core/playwright';
import { expect, Page } from '@playwright/test';
import {
  apiOf,
  assignmentsOf,
  moveClock,
  permissionSetOf,
  signedIn,
} from './support/people';
import { Portal, testWithPortal } from './support/portal';

/*
 * A custom permission set from the first letter to its deletion, in a real
 * browser: dana asks and mends what was found, olivia approves as owner, sam as
 * SSO Admin, AWS holds exactly what was read, and at the end it is gone.
 */
const PRODUCTION = '111111111111';
const NAME = 'JIT-fix-export';
const REASON = 'Send the failed payouts of last night again, ticket OPS-771';

const WIDE = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}`;
const NARROW = WIDE.replace('"*"', '"s3:PutObject"').replace(
  '"*"',
  '"arn:aws:s3:::payouts-outbox/*"',
);

const test = testWithPortal();

async function review(portal: Portal, name: string, id: string) {
  const api = await apiOf(portal, name);
  const { body: seen } = await api.get(`/requests/${id}`);
  const { status, body } = await api.post(`/requests/${id}/reviews`, {
    version: seen.version,
    contentHash: seen.contentHash,
    decision: 'approve',
    comment: 'Fine for OPS-771',
  });
  return { status, code: body.error?.code, state: body.state };
}

async function isAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .include('form')
    .analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(one => one.html).join('\n')}`);
  expect(grave).toEqual([]);
}

async function choosePolicy(page: Page, search: string, name: string) {
  const box = page.getByRole('textbox', { name: 'AWS managed policies' });
  await box.fill(search);
  await page.getByRole('option', { name, exact: true }).click();
  await box.press('Escape');
}

/** There may be other requests that wait. */
async function openDetails(page: Page) {
  await page
    .getByRole('row', { name: new RegExp(NAME) })
    .getByRole('button', { name: /^View Details/ })
    .click();
}

test('dana asks for a custom set, two people read it, and it is gone after its end', async ({
  browser,
  portal,
}) => {
  test.setTimeout(240_000);
  const dana = await signedIn(browser, portal, 'dana');
  await dana.goto(
    `${portal.urls.app}/catalog/default/resource/payments-production/access`,
  );
  await dana.getByRole('radio', { name: 'Custom' }).check();
  await dana
    .getByRole('textbox', { name: 'Name', exact: true })
    .fill(NAME.slice('JIT-'.length));
  await choosePolicy(dana, 'logs read', 'CloudWatchLogsReadOnlyAccess');
  await choosePolicy(dana, 'sqs read', 'AmazonSQSReadOnlyAccess');

  // What is no JSON is told at its line, and goes no further
  const editor = dana.getByRole('textbox', { name: 'Inline policy (JSON)' });
  await editor.fill(WIDE.replace('"Effect": "Allow"', '"Effect": Allow'));
  await expect(dana.locator('.cm-lint-marker-error')).toHaveCount(1);
  await dana.getByRole('button', { name: 'Next' }).click();
  await expect(dana.getByText(/^This is not JSON/)).toBeVisible();
  await expect(editor).toBeFocused();

  // What is too wide is found, with the way to its line
  await editor.fill(WIDE);
  await expect(dana.getByText(/findings?: .*high/)).toBeVisible();
  await dana
    .getByRole('button', { name: /^Show line 6/ })
    .first()
    .click();
  await expect(editor).toBeFocused();
  await expect(dana.locator('.cm-lineNumbers .cm-activeLineGutter')).toHaveText(
    '6',
  );
  await dana.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
  await dana.keyboard.press('Shift+Tab');
  await expect(editor).toBeFocused();
  await expect(
    dana.getByRole('checkbox', { name: /^I need these wide permissions/ }),
  ).toBeVisible();
  await isAccessible(dana);

  // dana mends it; a reload loses nothing
  await editor.fill(NARROW);
  await expect(dana.getByRole('button', { name: /^Show line 6/ })).toHaveCount(
    0,
  );
  await expect(
    dana.getByRole('checkbox', { name: /^I need these wide permissions/ }),
  ).toHaveCount(0);
  await dana.reload();
  await expect(editor).toContainText('payouts-outbox');
  await dana.getByRole('button', { name: 'Next' }).click();
  await expect(
    dana.getByText('Step 2 of 3: Duration and reason'),
  ).toBeFocused();
  await dana.getByRole('textbox', { name: 'Justification' }).fill(REASON);
  await isAccessible(dana);
  await dana.getByRole('button', { name: 'Next' }).click();
  await expect(dana.getByText('Step 3 of 3: Check and send')).toBeFocused();
  await expect(dana.getByText(NAME, { exact: true })).toBeVisible();
  await isAccessible(dana);
  expect(dana.url()).not.toContain('OPS-771');
  await dana.getByRole('button', { name: 'Send Request' }).click();
  await expect(dana.getByText('Request sent')).toBeVisible();
  await expect(dana.getByText('Pending Owner').first()).toBeVisible();

  const asDana = await apiOf(portal, 'dana');
  const { body: mine } = await asDana.get('/requests?scope=mine&limit=1');
  const { id } = mine.items[0];

  // sam cannot act first
  expect(await review(portal, 'sam', id)).toMatchObject({
    status: 403,
    code: 'not-your-stage',
  });

  const olivia = await signedIn(browser, portal, 'olivia');
  await olivia.getByRole('link', { name: /^Pending Approvals/ }).click();
  await openDetails(olivia);
  const first = olivia.getByRole('dialog');
  await expect(first.getByText(NAME, { exact: true }).first()).toBeVisible();
  await expect(first.getByText(/payouts-outbox/).first()).toBeVisible();
  await first.getByRole('textbox', { name: /Comment/ }).fill('One bucket only');
  await first.getByRole('button', { name: 'Approve as Owner' }).click();
  await expect(
    olivia.getByText(/Waiting for an SSO Admin/).first(),
  ).toBeVisible();

  // olivia cannot act for the second stage too
  expect((await review(portal, 'olivia', id)).status).toBe(403);
  expect(await permissionSetOf(portal, NAME)).toBeUndefined();

  const sam = await signedIn(browser, portal, 'sam');
  await sam.getByRole('link', { name: /^Pending Approvals/ }).click();
  await openDetails(sam);
  const second = sam.getByRole('dialog');
  await expect(second.getByText('One bucket only').first()).toBeVisible();
  await expect(second.getByText('Olivia Park').first()).toBeVisible();
  await second.getByRole('textbox', { name: /Comment/ }).fill('Agreed');
  await second.getByRole('button', { name: 'Approve as Admin' }).click();
  await expect(second.getByText(/^Approved/).first()).toBeVisible();

  // AWS holds exactly that, and the portal's own end
  await expect
    .poll(() => assignmentsOf(portal, 'dana', PRODUCTION))
    .toEqual([NAME]);
  const set = await permissionSetOf(portal, NAME);
  expect([...set!.managedPolicies].sort()).toEqual([
    'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess',
    'arn:aws:iam::aws:policy/CloudWatchLogsReadOnlyAccess',
  ]);
  const { Version, Statement } = JSON.parse(set!.inlinePolicy!);
  expect(Version).toBe('2012-10-17');
  expect(Statement).toEqual([
    ...JSON.parse(NARROW).Statement,
    {
      Sid: 'JitHardEnd',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: {
        DateGreaterThanEquals: {
          'aws:CurrentTime': expect.stringMatching(/^20\d\d-.*Z$/),
        },
      },
    },
  ]);
  await dana.getByRole('link', { name: 'Active Sessions' }).click();
  await expect(dana.getByRole('link', { name: /Open AWS/ })).toHaveAttribute(
    'href',
    new RegExp(`${PRODUCTION}.*${NAME}`),
  );

  // After the end both are gone
  await moveClock(portal, 'PT1H');
  await expect
    .poll(() => assignmentsOf(portal, 'dana', PRODUCTION))
    .toEqual([]);
  await expect
    .poll(() => permissionSetOf(portal, NAME), { timeout: 60_000 })
    .toBeUndefined();

  // The record has both reviews
  await olivia.goto(`${portal.urls.app}/jit/requests/${id}`);
  await expect(olivia.getByText('One bucket only').first()).toBeVisible();
  await expect(olivia.getByText('Agreed').first()).toBeVisible();
});

test('petra holds both roles, and acts once', async ({ portal }) => {
  const dana = await apiOf(portal, 'dana');
  const asked = await dana.ask(PRODUCTION, '', {
    permissionSet: {
      type: 'custom',
      name: 'JIT-both-roles',
      sessionDuration: 'PT1H',
      managedPolicies: ['arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess'],
    },
  });
  expect(asked.status).toBe(201);
  const { id } = asked.body;

  expect(await review(portal, 'petra', id)).toMatchObject({
    status: 200,
    state: 'PENDING_ADMIN',
  });
  expect(await review(portal, 'petra', id)).toMatchObject({
    status: 403,
    code: 'same-reviewer',
  });
  expect(await review(portal, 'olivia', id)).toMatchObject({ status: 403 });
  expect(await review(portal, 'lena', id)).toMatchObject({ status: 200 });
});
