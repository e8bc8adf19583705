import { expect } from '@playwright/test';
import { apiOf, signedIn } from './support/people';
import { testWithPortal } from './support/portal';

/*
 * Account Ownership in a real browser, check 57: what needs attention with how to fix
 * it, for admins alone; and the brake, whose reason requesters read.
 */
const PRODUCTION = '111111111111';
const WHY = 'Incident on the payments side, OPS-812';

const test = testWithPortal();

test('57 · ada sees what needs attention and what to set, and pauses', async ({
  browser,
  portal,
}) => {
  // A portal that has just started reads catalog and AWS before it can tell
  test.setTimeout(240_000);
  const api = await apiOf(portal, 'ada');
  await expect
    .poll(async () => (await api.get('/ownership')).body.counts.attention, {
      timeout: 120_000,
    })
    .toBeGreaterThan(0);

  const ada = await signedIn(browser, portal, 'ada');
  await ada.getByRole('link', { name: 'Account Ownership' }).click();
  const sandbox = ada.getByRole('row', { name: /Sandbox/ });
  await expect(sandbox).toContainText('Owner not found in the catalog');
  await expect(sandbox).toContainText('Set spec.owner');
  await sandbox.getByRole('button', { name: /^Show YAML/ }).click();
  const lines = ada.getByRole('dialog', { name: 'YAML for Sandbox' });
  await expect(lines).toContainText('owner: group:default/your-group');
  await lines.getByRole('button', { name: 'Close' }).click();
  await ada.getByRole('button', { name: 'Check now' }).click();
  await expect(ada.getByText(/^Checked \d+ accounts\. /)).toBeVisible();

  await ada.getByRole('button', { name: 'Pause new access…' }).click();
  const pause = ada.getByRole('alertdialog', { name: 'Pause new access?' });
  await pause.getByRole('textbox', { name: 'Reason' }).fill(WHY);
  await pause.getByRole('button', { name: 'Pause new access' }).click();
  await expect(ada.getByText(`New access is paused: ${WHY}`)).toBeVisible();

  const dana = await signedIn(browser, portal, 'dana');
  await dana.goto(
    `${portal.urls.app}/catalog/default/resource/payments-production/access`,
  );
  await expect(
    dana.getByText(`New access is paused: ${WHY}`).first(),
  ).toBeVisible();
  const refused = await (
    await apiOf(portal, 'dana')
  ).ask(PRODUCTION, 'ReadOnlyAccess');
  expect(refused.status).toBe(409);

  await ada.getByRole('button', { name: 'Resume, Everywhere' }).click();
  const resume = ada.getByRole('alertdialog', { name: 'Resume new access?' });
  await resume.getByRole('textbox', { name: 'Reason' }).fill('It is over now');
  await resume.getByRole('button', { name: 'Resume new access' }).click();
  await expect(ada.getByText(`New access is paused: ${WHY}`)).toBeHidden();
});

test('57 · olivia may not open it', async ({ browser, portal }) => {
  const olivia = await signedIn(browser, portal, 'olivia');
  await olivia.goto(`${portal.urls.app}/jit/ownership`);
  await expect(
    olivia.getByText('Only Admins can see account ownership.'),
  ).toBeVisible();
  await expect(
    olivia.getByRole('link', { name: 'Account Ownership' }),
  ).toBeHidden();
});
