import { expect, Locator, Page } from '@playwright/test';
import {
  APPROVED,
  Asked,
  asks,
  asksForCustom,
  commandsOf,
  countOf,
  DATA_LAKE,
  EXACT_TIME,
  fieldOf,
  PRODUCTION,
  requestOf,
  reviews,
  rowOf,
  STAGING,
  test,
  viewDetails,
} from '../support/approving';
import { apiOf, assignmentsOf, moveClock } from '../support/people';

/*
 * Checks 25 to 41 of the acceptance checklist, Pending Approvals; 35 and 36,
 * many at once, are told in bulk.test.ts.
 */
const PENDING = '/jit/pending';

/** A policy longer than any screen, of which nothing may be left out. */
const LONG_POLICY = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: Array.from({ length: 12 }, (_, index) => ({
      Sid: `Outbox${index}`,
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: [`arn:aws:s3:::payouts-outbox-${index}/*`],
    })),
  },
  undefined,
  2,
);
const WIDE_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

const COMMENT = 'Add a comment so the requester knows why.';
const WIDE = 'Say why this wide access is acceptable.';

async function openDialog(page: Page, asked: Asked): Promise<Locator> {
  await viewDetails(page, asked.number).click();
  const dialog = page.getByRole('dialog', {
    name: new RegExp(`^${asked.number} ·`),
  });
  await expect(dialog.getByRole('heading', { name: 'Reviews' })).toBeVisible();
  return dialog;
}

const commentOf = (dialog: Locator) =>
  dialog.getByRole('textbox', { name: 'Comment' });

const decisionsOf = (within: Page | Locator) =>
  within.getByRole('button', { name: /^(Approve|Reject)( as \w+)?$/ });

test('25 · the columns of Pending Approvals, and the least time left first', async ({
  pageOf,
  portal,
}) => {
  const first = await asks(portal, 'dana', PRODUCTION, 'ReadOnlyAccess');
  await moveClock(portal, 'PT1H');
  const second = await asks(portal, 'theo', STAGING, 'ReadOnlyAccess');
  const olivia = await pageOf('olivia', PENDING);
  await expect(rowOf(olivia, second.number)).toBeVisible();
  await expect(olivia.getByRole('columnheader')).toHaveText([
    'Requester',
    'Account',
    'Permission Set',
    'Status',
    'Duration',
    'Requested',
    'Time Left',
    'Actions',
  ]);
  await expect(
    olivia.getByRole('columnheader', { name: 'Time Left' }),
  ).toHaveAttribute('aria-sort', 'ascending');
  await expect(rowOf(olivia, first.number)).toContainText(/22 h \d\d min left/);
  await expect(rowOf(olivia, second.number)).toContainText(
    /23 h \d\d min left/,
  );
  const inOrder = await olivia
    .getByRole('button', { name: /^View Details, / })
    .evaluateAll(buttons =>
      buttons.map(one => one.getAttribute('aria-label')!.split(', ')[1]),
    );
  expect(inOrder.indexOf(first.number)).toBeLessThan(
    inOrder.indexOf(second.number),
  );
});

test("26 · the details of a standard request have the guide's fields", async ({
  pageOf,
  portal,
}) => {
  const asked = await asks(portal, 'dana', PRODUCTION, 'BillingView');
  const olivia = await pageOf('olivia', PENDING);
  const dialog = await openDialog(olivia, asked);
  await expect(fieldOf(dialog, 'Requester')).toContainText('Dana Ruiz');
  await expect(fieldOf(dialog, 'Requester')).toContainText('dana@example.com');
  await expect(fieldOf(dialog, 'AWS Account')).toContainText(
    'Payments Production',
  );
  await expect(fieldOf(dialog, 'AWS Account')).toContainText(PRODUCTION);
  await expect(fieldOf(dialog, 'Permission Set')).toHaveText(
    'BillingView · Standard',
  );
  await expect(fieldOf(dialog, 'Duration')).toContainText(/^1 h/);
  await expect(
    dialog.getByText('Look into failed payouts, ticket OPS-771'),
  ).toBeVisible();
  await expect(fieldOf(dialog, 'Requested At')).toHaveText(EXACT_TIME);
  await expect(fieldOf(dialog, 'Requested At').locator('time')).toHaveAttribute(
    'datetime',
    asked.requestedAt,
  );
});

test('27 · the details of a custom request have its permissions, whole', async ({
  pageOf,
  portal,
}) => {
  const asked = await asksForCustom(portal, 'dana', PRODUCTION, LONG_POLICY);
  const olivia = await pageOf('olivia', PENDING);
  const dialog = await openDialog(olivia, asked);
  await expect(fieldOf(dialog, 'Permission Set Name')).toHaveText(
    /^JIT-check-\d+$/,
  );
  await expect(fieldOf(dialog, 'Session Duration')).toContainText('1 h');
  await expect(fieldOf(dialog, 'AWS Managed Policies (1)')).toHaveText(
    'AmazonS3ReadOnlyAccess',
  );
  const lines = await dialog
    .getByRole('region', { name: /^Inline Policy/ })
    .locator('span')
    .allTextContents();
  const shown = JSON.parse(lines.join('\n'));
  expect(shown.Statement.slice(0, -1)).toEqual(
    JSON.parse(LONG_POLICY).Statement,
  );
  // The end that the portal adds is the only other thing in it
  expect(shown.Statement.at(-1).Sid).toBe('JitHardEnd');
});

test('28 · from the notification to the approval it is two clicks', async ({
  pageOf,
  portal,
}) => {
  const asked = await asks(portal, 'dana', PRODUCTION, 'PowerUserAccess');
  const olivia = await pageOf('olivia', '/notifications');
  await olivia
    .getByRole('link', {
      name: 'Dana Ruiz asks for PowerUserAccess on Payments Production for 1 h.',
    })
    .click();
  await olivia.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(olivia.getByText(APPROVED)).toBeVisible();
  await expect(olivia).toHaveURL(new RegExp(`/jit/requests/${asked.number}$`));
  await expect
    .poll(() => assignmentsOf(portal, 'dana', PRODUCTION))
    .toContain('PowerUserAccess');
});

test('29 · a rejection without a comment sends nothing', async ({
  pageOf,
  portal,
}) => {
  const asked = await asks(portal, 'theo', PRODUCTION, 'BillingView');
  const olivia = await pageOf('olivia', PENDING);
  const dialog = await openDialog(olivia, asked);
  const commands = commandsOf(olivia);
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await expect(dialog.getByText(COMMENT)).toBeVisible();
  await expect(commentOf(dialog)).toBeFocused();
  await expect(commentOf(dialog)).toHaveAccessibleDescription(
    new RegExp(COMMENT),
  );
  expect(commands.sent).toBe(0);

  await commentOf(dialog).fill('Ask for PROD-12 first');
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await expect(dialog.getByText('Rejected. Theo Chen was told.')).toBeVisible();
  expect(commands.sent).toBe(1);
  expect((await requestOf(portal, 'theo', asked.id)).state).toBe('REJECTED');
});

test('30 · a request with a high flag is not approved without a comment', async ({
  pageOf,
  portal,
}) => {
  const asked = await asksForCustom(portal, 'dana', PRODUCTION, WIDE_POLICY);
  const olivia = await pageOf('olivia', PENDING);
  await expect(rowOf(olivia, asked.number)).toContainText(/\d high/);
  const dialog = await openDialog(olivia, asked);
  await expect(
    dialog.getByRole('list', { name: 'Risk' }).getByText('High').first(),
  ).toBeVisible();
  const commands = commandsOf(olivia);
  const approve = dialog.getByRole('button', { name: 'Approve as Owner' });
  await approve.click();
  await expect(commentOf(dialog)).toBeFocused();
  await expect(commentOf(dialog)).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByText(WIDE)).toBeVisible();
  expect(commands.sent).toBe(0);

  // The server says the same to who does not ask the page
  const { version, contentHash } = asked;
  const refused = await (
    await apiOf(portal, 'olivia')
  ).post(`/requests/${asked.id}/reviews`, {
    version,
    contentHash,
    decision: 'approve',
  });
  expect(refused.status).toBe(400);

  await commentOf(dialog).fill('For the game day of today alone, OPS-900');
  await approve.click();
  await expect(
    dialog.getByText('Approved. An SSO Admin reviews next.'),
  ).toBeVisible();
});

test('31 · nobody reviews their own request', async ({ pageOf, portal }) => {
  const api = await apiOf(portal, 'theo');
  const open = await api.get('/requests?scope=mine&state=PENDING');
  for (const { id } of open.body.items) {
    await api.post(`/requests/${id}/cancel`, {});
  }
  const own = await asks(portal, 'theo', DATA_LAKE, 'PowerUserAccess');
  const others = await asks(portal, 'lena', DATA_LAKE, 'ReadOnlyAccess');

  const theo = await pageOf('theo', PENDING);
  await expect(rowOf(theo, others.number)).toBeVisible();
  await expect(rowOf(theo, own.number)).toHaveCount(0);
  await expect(
    theo.getByText('1 request of your own is waiting for someone else.'),
  ).toBeVisible();

  await theo.goto(`${portal.urls.app}/jit/requests/${own.number}`);
  await expect(theo.getByRole('heading', { name: 'Reviews' })).toBeVisible();
  await expect(theo.getByText('Pending', { exact: true })).toBeVisible();
  await expect(decisionsOf(theo)).toHaveCount(0);
});

test('32 · after the owner a custom request waits for an SSO Admin', async ({
  pageOf,
  portal,
}) => {
  const asked = await asksForCustom(portal, 'dana', PRODUCTION);
  const sam = await pageOf('sam', PENDING);
  await countOf(sam, 'Pending Approvals');
  await expect(rowOf(sam, asked.number)).toHaveCount(0);

  const olivia = await pageOf('olivia', PENDING);
  const row = rowOf(olivia, asked.number);
  await expect(row).toContainText('Pending Owner');
  await expect(row).toContainText('Owner review, 1 of 2');
  const before = await countOf(olivia, 'Pending Approvals');
  const dialog = await openDialog(olivia, asked);
  await dialog.getByRole('button', { name: 'Approve as Owner' }).click();
  await expect(
    dialog.getByText('Approved. An SSO Admin reviews next.'),
  ).toBeVisible();
  await olivia.keyboard.press('Escape');
  await expect(row).toContainText('Pending Admin');
  await expect
    .poll(() => countOf(olivia, 'Pending Approvals'))
    .toBe(before - 1);

  // It appears for sam by itself
  await sam.getByRole('button', { name: /new requests? · Show$/ }).click();
  await expect(rowOf(sam, asked.number)).toContainText('Pending Admin');
  await expect(rowOf(sam, asked.number)).toContainText('Admin review, 2 of 2');
});

test('33 · who approved as owner does not approve as admin, and is told why', async ({
  pageOf,
  portal,
}) => {
  const asked = await asksForCustom(portal, 'dana', PRODUCTION);
  const petra = await pageOf('petra', PENDING);
  const dialog = await openDialog(petra, asked);
  await dialog.getByRole('button', { name: 'Approve as Owner' }).click();
  await expect(
    dialog.getByText('Approved. An SSO Admin reviews next.'),
  ).toBeVisible();

  await petra.goto(`${portal.urls.app}/jit/requests/${asked.number}`);
  await expect(
    petra.getByText(
      'You approved the owner stage. A different person must approve this stage.',
    ),
  ).toBeVisible();
  await expect(decisionsOf(petra)).toHaveCount(0);
  await petra.goto(`${portal.urls.app}${PENDING}`);
  await countOf(petra, 'Pending Approvals');
  await expect(rowOf(petra, asked.number)).toHaveCount(0);
});

test('34 · of two who decide the second is told that theirs was not recorded', async ({
  pageOf,
  portal,
}) => {
  const asked = await asks(portal, 'dana', STAGING, 'BillingView');
  const olivia = await pageOf('olivia', PENDING);
  const omar = await pageOf('omar', PENDING);
  const hers = await openDialog(olivia, asked);
  const his = await openDialog(omar, asked);

  // What olivia does reaches omar's page only after he has pressed, too
  let letThrough = () => {};
  const pressed = new Promise<void>(resolve => {
    letThrough = resolve;
  });
  await omar.route('**/api/jit/requests**', async route => {
    if (route.request().method() === 'GET') await pressed;
    await route.continue();
  });
  await hers.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(hers.getByText(APPROVED)).toBeVisible();
  const refused = omar.waitForResponse(
    response => response.request().method() === 'POST',
  );
  await his.getByRole('button', { name: 'Approve', exact: true }).click();
  expect((await refused).status()).toBe(409);
  letThrough();
  await expect(
    his.getByText(
      /^Olivia Park approved this request .* ago\. Your decision was not recorded\.$/,
    ),
  ).toBeVisible();
  await expect(decisionsOf(his)).toHaveCount(0);
  await omar.unrouteAll({ behavior: 'wait' });

  const api = await apiOf(portal, 'olivia');
  const { body } = await api.get(`/requests/${asked.id}/events`);
  const types = body.items.map((one: { type: string }) => one.type);
  expect(
    types.filter((type: string) => /approved|rejected/.test(type)),
  ).toEqual(['request.approved']);
});

test('37 · what arrives moves no row, and waits behind its pill', async ({
  pageOf,
  portal,
}) => {
  const before = await asks(portal, 'theo', STAGING, 'PowerUserAccess');
  const olivia = await pageOf('olivia', PENDING);
  const row = rowOf(olivia, before.number);
  await expect(row).toBeVisible();
  const place = await row.boundingBox();

  const after = await asks(portal, 'dana', STAGING, 'DatabaseAdmin');
  const pill = olivia.getByRole('button', { name: '1 new request · Show' });
  await expect(pill).toBeVisible();
  await expect(rowOf(olivia, after.number)).toHaveCount(0);
  expect(await row.boundingBox()).toEqual(place);

  await pill.click();
  await expect(rowOf(olivia, after.number)).toBeVisible();
  await expect(pill).toHaveCount(0);
  await expect(
    olivia.getByRole('heading', { level: 2, name: /^Pending Approvals/ }),
  ).toBeFocused();
});

test('38 · what somebody else decided stays at its place, dimmed and off', async ({
  pageOf,
  portal,
}) => {
  const asked = [
    await asks(portal, 'dana', STAGING, 'ReadOnlyAccess'),
    await asks(portal, 'theo', STAGING, 'BillingView'),
    await asks(portal, 'theo', PRODUCTION, 'DatabaseAdmin'),
  ];
  const omar = await pageOf('omar', PENDING);
  const [first, decided] = asked.map(one => rowOf(omar, one.number));
  await expect(decided).toBeVisible();
  const placeOf = async () => {
    const labels = await omar
      .getByRole('button', { name: /^View Details, / })
      .evaluateAll(all => all.map(one => one.getAttribute('aria-label')));
    return {
      at: labels.findIndex(one => one?.includes(asked[1].number)),
      height: (await decided.boundingBox())!.height,
    };
  };
  const place = await placeOf();
  const colour = (row: Locator) =>
    row
      .locator('td')
      .last()
      .evaluate(cell => Number(getComputedStyle(cell).opacity));

  await reviews(portal, 'olivia', asked[1], 'reject');
  await expect(decided).toContainText('Rejected');
  await expect(decided).toContainText('Rejected by Olivia Park');
  expect(await placeOf()).toEqual(place);
  expect(await colour(decided)).toBeLessThan(1);
  expect(await colour(first)).toBe(1);
  const button = viewDetails(omar, asked[1].number);
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await button.click({ force: true });
  await expect(omar.getByRole('dialog')).toHaveCount(0);
  await expect(viewDetails(omar, asked[0].number)).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

test('39 · at the end of the window a row turns to Expired in place', async ({
  pageOf,
  portal,
}) => {
  const asked = await asks(portal, 'theo', PRODUCTION, 'ReadOnlyAccess');
  const olivia = await pageOf('olivia', PENDING);
  const dialog = await openDialog(olivia, asked);
  await expect(
    dialog.getByRole('button', { name: 'Approve', exact: true }),
  ).toBeVisible();
  await moveClock(portal, 'PT24H');
  await expect(dialog.getByText('Expired', { exact: true })).toBeVisible();
  await expect(decisionsOf(dialog)).toHaveCount(0);
  await olivia.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(rowOf(olivia, asked.number)).toContainText('Expired');
  await expect(viewDetails(olivia, asked.number)).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

test('40 · the focus goes on to the next request, and back to the list', async ({
  pageOf,
  portal,
}) => {
  const first = await asks(portal, 'dana', STAGING, 'ReadOnlyAccess');
  const second = await asks(portal, 'theo', STAGING, 'ReadOnlyAccess');
  const olivia = await pageOf('olivia', PENDING);
  await expect(rowOf(olivia, second.number)).toBeVisible();
  const title = olivia.getByRole('heading', {
    level: 2,
    name: /^Pending Approvals/,
  });

  // By the keyboard alone
  await viewDetails(olivia, first.number).focus();
  await olivia.keyboard.press('Enter');
  const dialog = olivia.getByRole('dialog');
  await expect(
    dialog.getByRole('heading', { level: 2, name: new RegExp(first.number) }),
  ).toBeFocused();
  await dialog.getByRole('button', { name: 'Approve', exact: true }).focus();
  await olivia.keyboard.press('Enter');
  const next = dialog.getByRole('button', { name: 'Next Request' });
  await expect(next).toBeFocused();
  await olivia.keyboard.press('Enter');
  await expect(
    dialog.getByRole('heading', { level: 2, name: new RegExp(second.number) }),
  ).toBeFocused();

  // The one that is still open takes the focus back at its row
  await olivia.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(viewDetails(olivia, second.number)).toBeFocused();

  // One that is decided cannot: its list does
  await olivia.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
  const done = dialog.getByRole('button', { name: 'Done' });
  await expect(done).toBeFocused();
  await olivia.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(
    title.or(viewDetails(olivia, second.number)).and(olivia.locator(':focus')),
  ).toBeVisible();
});

test('41 · a link to what is decided opens it without decision buttons', async ({
  pageOf,
  portal,
}) => {
  const asked = await asks(portal, 'dana', PRODUCTION, 'BillingView');
  await reviews(portal, 'omar', asked, 'reject', 'Not this month, FIN-3');
  const olivia = await pageOf('olivia', `${PENDING}?request=${asked.number}`);
  const dialog = olivia.getByRole('dialog', {
    name: new RegExp(`^${asked.number} ·`),
  });
  await expect(dialog.getByText('Not this month, FIN-3').first()).toBeVisible();
  await expect(fieldOf(dialog, 'Reviewed By')).toHaveText(
    'Omar Haddad as Owner',
  );
  await expect(decisionsOf(dialog)).toHaveCount(0);
  await expect(commentOf(dialog)).toHaveCount(0);
});
