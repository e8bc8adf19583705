import { expect, Locator, Page } from '@playwright/test';
import {
  granted,
  PRODUCTION,
  rowOf,
  STAGING,
  test,
} from '../support/approving';
import { apiOf, assignmentsOf, moveClock } from '../support/people';
import { endTrouble, freezeClock, makeTrouble } from '../support/trouble';

/*
 * Checks 50 to 54 of the acceptance checklist: Manage Sessions.
 */
const MANAGE = '/jit/manage-sessions';

const revokeButton = (page: Page, number: string) =>
  page.getByRole('button', { name: new RegExp(`^Revoke, ${number}\\b`) });

async function openRevoke(page: Page, number: string): Promise<Locator> {
  await revokeButton(page, number).click();
  const dialog = page.getByRole('alertdialog', { name: 'Revoke session?' });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function stateOf(
  portal: Parameters<typeof apiOf>[0],
  id: string,
): Promise<string> {
  return (await (await apiOf(portal, 'olivia')).get(`/sessions/${id}`)).body
    .state;
}

test('50 · the columns of Manage Sessions, and bars that say what is left', async ({
  pageOf,
  portal,
}) => {
  const { session } = await granted(
    portal,
    'dana',
    STAGING,
    'ReadOnlyAccess',
    'olivia',
  );
  await moveClock(portal, 'PT17M30S');
  const olivia = await pageOf('olivia', MANAGE);
  const row = rowOf(olivia, session.number);
  await expect(row).toBeVisible();
  await expect(olivia.getByRole('columnheader')).toHaveText([
    'User',
    'Account',
    'Permission Set',
    'Granted At',
    'Time Remaining',
    'Status',
    'Actions',
  ]);
  const bar = row.getByRole('progressbar', {
    name: 'Time remaining, Dana Ruiz, Payments Staging',
  });
  await expect(bar).toHaveAttribute(
    'aria-valuetext',
    /^4[23] minutes left of 1 hour$/,
  );
  await expect(bar).toHaveAttribute('aria-valuemax', '60');
  await expect(row).toContainText(/4[12] min left/);
  // Every bar that is shown has a name and a value in words
  for (const one of await olivia
    .getByRole('row')
    .getByRole('progressbar')
    .all()) {
    await expect(one).toHaveAccessibleName(/^Time remaining, .+, .+/);
    await expect(one).toHaveAttribute('aria-valuetext', /.+ left of .+/);
  }
});

test('51 · revoking asks first, and Escape changes nothing', async ({
  pageOf,
  portal,
}) => {
  const { session } = await granted(
    portal,
    'theo',
    STAGING,
    'ReadOnlyAccess',
    'olivia',
  );
  const olivia = await pageOf('olivia', MANAGE);
  const dialog = await openRevoke(olivia, session.number);
  await expect(dialog).toHaveAccessibleDescription(
    "Revoking this session will immediately remove Theo Chen's access to Payments Staging. This cannot be undone.",
  );
  const values = dialog.locator('dd');
  await expect(values).toHaveText([
    'Theo Chen',
    `Payments Staging (${STAGING})`,
    'ReadOnlyAccess',
    /^(59 min|1 h)( left)?$/,
  ]);
  await expect(dialog.locator('dt')).toHaveText([
    'User',
    'AWS Account',
    'Permission Set',
    'Time Remaining',
  ]);
  const reason = dialog.getByRole('textbox', { name: 'Reason (optional)' });
  await expect(reason).toBeFocused();
  await olivia.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(revokeButton(olivia, session.number)).toBeFocused();
  expect(await stateOf(portal, session.id)).toBe('ACTIVE');
  expect(await assignmentsOf(portal, 'theo', STAGING)).toContain(
    'ReadOnlyAccess',
  );
});

test('52 · it is Revoking until AWS has confirmed, and Revoked then', async ({
  pageOf,
  portal,
}) => {
  const { session } = await granted(
    portal,
    'dana',
    STAGING,
    'PowerUserAccess',
    'olivia',
  );
  const olivia = await pageOf('olivia', MANAGE);
  const row = rowOf(olivia, session.number);
  await expect(row).toContainText('Active');
  // Whatever AWS begins from now on goes on only when time does
  await freezeClock(portal, true);
  const dialog = await openRevoke(olivia, session.number);
  await dialog.getByRole('button', { name: 'Confirm Revoke' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row).toContainText('Revoking');
  await expect(row).not.toContainText('Revoked');
  expect(await assignmentsOf(portal, 'dana', STAGING)).toContain(
    'PowerUserAccess',
  );

  await freezeClock(portal, false);
  await expect(row.getByText('Revoked', { exact: true })).toBeVisible();
  expect(await assignmentsOf(portal, 'dana', STAGING)).not.toContain(
    'PowerUserAccess',
  );
  const { body } = await (
    await apiOf(portal, 'olivia')
  ).get(`/sessions/${session.id}`);
  expect(body.end).toMatchObject({
    cause: 'revoked',
    by: { displayName: 'Olivia Park' },
  });
  expect(body.end.reason).toBeUndefined();
});

test('53 · how long credentials outlive it is said where it is so, and only there', async ({
  pageOf,
  portal,
}) => {
  // dana alone has the one set there; the other is theo's as well
  const { session: alone } = await granted(
    portal,
    'dana',
    PRODUCTION,
    'BillingView',
    'olivia',
  );
  const { session: shared } = await granted(
    portal,
    'dana',
    PRODUCTION,
    'DatabaseAdmin',
    'olivia',
  );
  await granted(portal, 'theo', PRODUCTION, 'DatabaseAdmin', 'omar');
  const olivia = await pageOf('olivia', MANAGE);
  const line = 'AWS credentials already issued may keep working for up to 1 h.';
  const first = await openRevoke(olivia, shared.number);
  await expect(first.getByText(line)).toBeVisible();
  await olivia.keyboard.press('Escape');
  await expect(first).toHaveCount(0);
  const second = await openRevoke(olivia, alone.number);
  await expect(second.getByText(/will immediately remove/)).toBeVisible();
  await expect(second.getByText(/credentials already issued/)).toHaveCount(0);
  await olivia.keyboard.press('Escape');
});

test('54 · a removal that fails is told with its tries, and stays in the list', async ({
  pageOf,
  portal,
}) => {
  const { session } = await granted(
    portal,
    'theo',
    STAGING,
    'PowerUserAccess',
    'olivia',
  );
  await makeTrouble(portal, {
    kind: 'access-denied',
    operation: 'DeleteAccountAssignment',
    message: 'The role of the portal may not do this',
  });
  const olivia = await pageOf('olivia', MANAGE);
  const row = rowOf(olivia, session.number);
  const dialog = await openRevoke(olivia, session.number);
  await dialog.getByRole('button', { name: 'Confirm Revoke' }).click();
  await expect(row).toContainText('Revoking');
  await moveClock(portal, 'PT2M');
  await expect(row).toContainText('Could not remove access');
  await expect(row).toContainText(
    /Trying again\. \d+ (try|tries), last \d\d:\d\d\./,
  );
  await expect(
    olivia.getByText(
      'Access could not be removed for 1 session. We keep trying and have told the Admins.',
    ),
  ).toBeVisible();
  await olivia.reload();
  await expect(row).toContainText('Could not remove access');

  // Once AWS lets it go, it goes
  await endTrouble(portal);
  await expect
    .poll(
      async () => {
        await moveClock(portal, 'PT5M');
        return assignmentsOf(portal, 'theo', STAGING);
      },
      { timeout: 60_000 },
    )
    .not.toContain('PowerUserAccess');
});
