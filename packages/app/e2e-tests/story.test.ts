import { expect, Page } from '@playwright/test';
import { assignmentsOf, signedIn } from './support/people';
import { testWithPortal } from './support/portal';

/*
 * The whole main job in a real browser: dana asks, omar approves, dana works,
 * olivia revokes, everybody sees what is theirs. No page is ever reloaded.
 */
const PRODUCTION = '111111111111';
const REASON = 'Suspicious activity, incident 42';

const test = testWithPortal();

const badgeOf = (page: Page) =>
  page.getByRole('link', { name: /^Pending Approvals/ });

test('dana asks, omar approves, dana works, olivia revokes', async ({
  browser,
  portal,
}) => {
  const omar = await signedIn(browser, portal, 'omar');
  await expect(badgeOf(omar)).toHaveAccessibleName('Pending Approvals');

  // dana asks from the account's own page
  const dana = await signedIn(browser, portal, 'dana');
  await dana.goto(
    `${portal.urls.app}/catalog/default/resource/payments-production`,
  );
  await dana.getByRole('link', { name: 'Access', exact: true }).click();
  await dana.getByLabel('Permission set').click();
  await dana.getByRole('option', { name: /ReadOnlyAccess/ }).click();
  await dana.getByRole('radio', { name: '1 h', exact: true }).check();
  await dana
    .getByRole('textbox', { name: 'Justification' })
    .fill('Look into failed payouts, ticket OPS-771');
  await dana.getByRole('button', { name: 'Send Request' }).click();
  await expect(dana.getByText('Request sent')).toBeVisible();

  // omar's badge goes up by itself
  await expect(badgeOf(omar)).toHaveAccessibleName(/1 request/);
  await badgeOf(omar).click();
  await omar.getByRole('button', { name: /^View Details/ }).click();
  const decision = omar.getByRole('dialog');
  await expect(decision.getByText('dana@example.com')).toBeVisible();
  await expect(decision.getByText(/ticket OPS-771/)).toBeVisible();
  await decision
    .getByRole('textbox', { name: /Comment/ })
    .fill('Fine for OPS-771');
  await decision.getByRole('button', { name: 'Approve' }).click();
  await expect(decision.getByText(/^Approved/).first()).toBeVisible();
  await decision.getByRole('button', { name: 'Done' }).click();
  await expect(badgeOf(omar)).toHaveAccessibleName('Pending Approvals');

  await expect
    .poll(() => assignmentsOf(portal, 'dana', PRODUCTION))
    .toEqual(['ReadOnlyAccess']);

  // dana sees it run, with the time that is left
  await dana.getByRole('link', { name: 'Active Sessions' }).click();
  await expect(
    dana.getByText(/(59|60) min left|1 h left/).first(),
  ).toBeVisible();
  await expect(dana.getByRole('link', { name: /Open AWS/ })).toHaveAttribute(
    'href',
    new RegExp(PRODUCTION),
  );

  // olivia ends it
  const olivia = await signedIn(browser, portal, 'olivia');
  await olivia.getByRole('link', { name: 'Manage Sessions' }).click();
  const row = olivia.getByRole('row', { name: /Dana Ruiz/ });
  await row.getByRole('button', { name: /^Revoke/ }).click();
  const revoke = olivia.getByRole('alertdialog', { name: 'Revoke session?' });
  await expect(
    revoke.getByText(/will immediately remove Dana Ruiz's access/),
  ).toBeVisible();
  await revoke.getByRole('textbox', { name: /Reason/ }).fill(REASON);
  await revoke.getByRole('button', { name: 'Confirm Revoke' }).click();

  await expect
    .poll(() => assignmentsOf(portal, 'dana', PRODUCTION))
    .toEqual([]);
  await expect(dana.getByText(new RegExp(REASON)).first()).toBeVisible();
  await expect(dana.getByText('Revoked').first()).toBeVisible();

  // history tells who, when and why
  await olivia.getByRole('link', { name: 'Request History' }).click();
  const story = olivia.getByRole('row', { name: /Dana Ruiz.*Revoked/s });
  await story
    .first()
    .getByRole('button', { name: /^View Details/ })
    .click();
  const details = olivia.getByRole('dialog');
  await expect(details.getByText('Omar Haddad').first()).toBeVisible();
  await expect(details.getByText('Fine for OPS-771').first()).toBeVisible();
  await expect(details.getByText(new RegExp(REASON)).first()).toBeVisible();
  await expect(details.getByText(/Olivia Park/).first()).toBeVisible();
});
