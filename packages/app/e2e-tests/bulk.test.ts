import { expect } from '@playwright/test';
import { apiOf, assignmentsOf, signedIn } from './support/people';
import { testWithPortal } from './support/portal';

/*
 * Many at once in a real browser: ux checks 35 and 36, one set asked for on
 * two accounts, and all sessions of one person revoked.
 */
const PRODUCTION = '111111111111';
const STAGING = '222222222222';
const SETS = ['ReadOnlyAccess', 'PowerUserAccess', 'BillingView'];

const test = testWithPortal();

test('35 · three simple requests are approved at once, and the line says so', async ({
  browser,
  portal,
}) => {
  const dana = await apiOf(portal, 'dana');
  for (const set of SETS) {
    expect((await dana.ask(STAGING, set)).status).toBe(201);
  }
  const olivia = await signedIn(browser, portal, 'olivia');
  await olivia.getByRole('link', { name: /^Pending Approvals/ }).click();
  await olivia
    .getByRole('checkbox', { name: 'Select all on this page' })
    .check();
  const bar = olivia.getByRole('region', { name: '3 selected' });
  await bar.getByRole('button', { name: 'Approve 3…' }).click();
  const dialog = olivia.getByRole('dialog', { name: 'Approve 3 requests?' });
  await expect(dialog.getByRole('listitem')).toHaveCount(3);
  await dialog.getByRole('button', { name: 'Approve 3' }).click();
  const told = olivia.getByRole('dialog', { name: 'What was decided' });
  await expect(told.getByText('3 approved')).toBeVisible();
  await told.getByRole('button', { name: 'Done' }).click();
  await expect(bar).toBeHidden();
  await expect
    .poll(async () => (await assignmentsOf(portal, 'dana', STAGING)).sort())
    .toEqual([...SETS].sort());

  // For an incident: all of dana's at once
  await olivia.getByRole('link', { name: 'Manage Sessions' }).click();
  await olivia
    .getByRole('button', { name: 'All sessions of Dana Ruiz' })
    .first()
    .click();
  await olivia.getByRole('button', { name: 'Revoke all 3…' }).click();
  const revoke = olivia.getByRole('alertdialog', {
    name: 'Revoke 3 sessions?',
  });
  await revoke.getByRole('button', { name: 'Security incident' }).click();
  await revoke.getByRole('button', { name: 'Confirm Revoke' }).click();
  await expect(revoke.getByText('3 sessions are being revoked.')).toBeVisible();
  await revoke.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => assignmentsOf(portal, 'dana', STAGING)).toEqual([]);
});

test('36 · what needs its own review is left out of many', async ({
  browser,
  portal,
}) => {
  // dana asks for one set on two accounts
  const dana = await signedIn(browser, portal, 'dana');
  await dana.goto(
    `${portal.urls.app}/jit/request?account=${PRODUCTION},${STAGING}`,
  );
  await dana.getByLabel('Permission set').click();
  await dana.getByRole('option', { name: /ReadOnlyAccess/ }).click();
  await dana
    .getByRole('textbox', { name: 'Justification' })
    .fill('Compare the payouts of both, ticket OPS-771');
  await dana.getByRole('button', { name: 'Send 2 Requests' }).click();
  await expect(
    dana.getByRole('heading', { name: '2 of 2 requests sent' }),
  ).toBeVisible();

  const custom = await (
    await apiOf(portal, 'dana')
  ).ask(STAGING, '', {
    permissionSet: {
      type: 'custom',
      name: 'JIT-bulk',
      sessionDuration: 'PT1H',
      managedPolicies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
    },
  });
  expect(custom.status).toBe(201);

  const olivia = await signedIn(browser, portal, 'olivia');
  await olivia.getByRole('link', { name: /^Pending Approvals/ }).click();
  await expect(olivia.getByRole('checkbox', { name: /^Select / })).toHaveCount(
    4,
  );
  await olivia
    .getByRole('checkbox', { name: 'Select all on this page' })
    .check();
  await olivia.getByRole('button', { name: 'Approve 3…' }).click();
  const dialog = olivia.getByRole('dialog', { name: 'Approve 2 requests?' });
  await expect(dialog).toContainText(
    '1 request left out: it needs its own review.',
  );
  await dialog.getByRole('button', { name: 'Approve 2' }).click();
  const told = olivia.getByRole('dialog', { name: 'What was decided' });
  await expect(told.getByText('2 approved')).toBeVisible();
  await told.getByRole('button', { name: 'Done' }).click();

  // It stays selected, and opens by itself
  await olivia.getByRole('button', { name: 'Approve 1…' }).click();
  await olivia.getByRole('button', { name: /^Open REQ-/ }).click();
  await expect(
    olivia
      .getByRole('dialog', { name: /JIT-bulk/ })
      .getByRole('button', { name: 'Approve as Owner' }),
  ).toBeVisible();

  // The server says the same to who does not ask the page
  const answer = await (
    await apiOf(portal, 'olivia')
  ).post('/requests/reviews', {
    items: [{ id: custom.body.id, version: 1 }],
    decision: 'approve',
  });
  expect(answer.body.results[0].error.code).toBe('needs-own-review');
});
