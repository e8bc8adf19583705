import {
  AccessRequestDetails,
  JitApi,
  ReviewResult,
} from '@jit-portal/backstage-plugin-jit-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { CUSTOM_SET } from '../../__testUtils__/custom';
import {
  fakeJitApi,
  fakeSignals,
  renderJit,
} from '../../__testUtils__/renderJit';
import { anApprover, aRequestToDecide } from '../../__testUtils__/reviewing';
import { aPage } from '../../__testUtils__/samples';
import { PendingApprovalsContent } from '../PendingApprovalsContent';

const numbered = (n: number, change: Partial<AccessRequestDetails> = {}) =>
  aRequestToDecide({ id: `r-${n}`, number: `REQ-${n}`, ...change });
const [one, two, three] = [1, 2, 3].map(n => numbered(n));
const custom = numbered(4, {
  status: 'PENDING_OWNER',
  state: 'PENDING_OWNER',
  permissionSet: CUSTOM_SET,
});
const high = numbered(5, {
  riskFlags: [{ code: 'admin', level: 'HIGH', text: 'Administrator access' }],
});

const done = (request: AccessRequestDetails): ReviewResult => ({
  id: request.id,
  request: { ...request, status: 'APPROVED', state: 'SETTING_UP' },
});
const omars = numbered(2, {
  status: 'APPROVED',
  state: 'SETTING_UP',
  allowedActions: [],
  stages: [
    {
      name: 'owner',
      status: 'approved',
      review: {
        decision: 'approve',
        by: { ref: 'user:default/omar', displayName: 'Omar Haddad' },
        as: 'owner',
        at: '2026-11-23T13:00:00Z',
      },
    },
  ],
});
const quicker: ReviewResult = {
  id: 'r-2',
  error: {
    name: 'ConflictError',
    code: 'already-decided',
    message:
      'Omar Haddad approved this request 10 seconds ago. Your decision was not recorded.',
    decidedBy: 'user:default/omar',
    decidedAt: '2026-11-23T13:00:00Z',
  },
};

async function renderQueue(
  items: AccessRequestDetails[],
  answers: Partial<JitApi> = {},
  more: { signals?: unknown } = {},
) {
  const rendered = await renderJit(<PendingApprovalsContent />, {
    ...more,
    api: fakeJitApi({
      getMe: async () => anApprover(),
      listRequests: async () => aPage(items),
      getRequest: async id =>
        items.find(item => item.id === id || item.number === id)!,
      ...answers,
    }),
  });
  await screen.findAllByRole('checkbox', { name: /^Select REQ-/ });
  return rendered;
}

const box = (number: string) =>
  screen.getByRole('checkbox', { name: new RegExp(`^Select ${number},`) });
const pageBox = () =>
  screen.getByRole('checkbox', { name: 'Select all on this page' });
const press = (name: string) =>
  userEvent.click(screen.getByRole('button', { name }));
const lines = (dialog: HTMLElement) =>
  within(within(dialog).getByRole('list', { name: 'Requests' }))
    .queryAllByRole('listitem')
    .map(item => item.textContent);

describe('deciding several requests', () => {
  it('takes four presses for ten', async () => {
    const ten = Array.from({ length: 10 }, (_, n) => numbered(n + 1));
    const reviewRequests = jest.fn(async () => ({ results: ten.map(done) }));
    await renderQueue(ten, { reviewRequests });
    await userEvent.click(pageBox());
    await press('Approve 10…');
    const dialog = await screen.findByRole('dialog', {
      name: 'Approve 10 requests?',
    });
    await press('Approve 10');
    expect(await within(dialog).findByText('10 approved')).toBeInTheDocument();
    await press('Done');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(reviewRequests).toHaveBeenCalledTimes(1);
    expect(reviewRequests).toHaveBeenCalledWith({
      items: ten.map(({ id, version }) => ({ id, version })),
      decision: 'approve',
      comment: undefined,
      reasonCode: undefined,
    });
    // Nothing is selected any more, and the focus is where reading goes on
    expect(screen.queryByRole('region', { name: /selected/ })).toBeNull();
    expect(
      screen.getByRole('heading', { name: /^Pending Approvals/ }),
    ).toHaveFocus();
  });

  it('selects no page whose rows are not there yet', async () => {
    let answer = (_: AccessRequestDetails[]) => {};
    const rows = new Promise<AccessRequestDetails[]>(resolve => {
      answer = resolve;
    });
    await renderJit(<PendingApprovalsContent />, {
      api: fakeJitApi({
        getMe: async () => anApprover(),
        listRequests: async () => aPage(await rows),
      }),
    });
    expect(
      await screen.findByRole('checkbox', { name: 'Select all on this page' }),
    ).toBeDisabled();
    answer([one]);
    await waitFor(() => expect(pageBox()).toBeEnabled());
    await userEvent.click(pageBox());
    expect(box('REQ-1')).toBeChecked();
  });

  it('works with the keyboard, and tells requester, account, set, duration and why', async () => {
    await renderQueue([one, two]);
    box('REQ-1').focus();
    await userEvent.keyboard(' ');
    const bar = screen.getByRole('region', { name: '1 selected' });
    expect(pageBox()).toBePartiallyChecked();
    within(bar).getByRole('button', { name: 'Approve 1…' }).focus();
    await userEvent.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog', {
      name: 'Approve 1 request?',
    });
    expect(lines(dialog)).toEqual([
      'Dana Ruiz · ReadOnlyAccess · Payments Production · 1 hLook into failed payouts, ticket OPS-771',
    ]);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(box('REQ-1')).toBeChecked();
    await press('Clear');
    expect(box('REQ-1')).not.toBeChecked();
  });

  it('leaves out what needs its own review, with a way to it', async () => {
    const reviewRequests = jest.fn(async () => ({ results: [done(one)] }));
    await renderQueue([one, custom, high], { reviewRequests });
    await userEvent.click(pageBox());
    await press('Approve 3…');
    const dialog = await screen.findByRole('dialog', {
      name: 'Approve 1 request?',
    });
    expect(dialog).toHaveTextContent(
      '2 requests left out: they need their own review.',
    );
    await press('Approve 1');
    await within(dialog).findByText('1 approved');
    expect(reviewRequests).toHaveBeenCalledWith(
      expect.objectContaining({ items: [{ id: 'r-1', version: 1 }] }),
    );
    await press('Done');
    // What was left out waits for its own look
    await screen.findByRole('region', { name: '2 selected' });
    await press('Approve 2…');
    const none = await screen.findByRole('dialog', {
      name: 'No request left to decide',
    });
    expect(within(none).queryByRole('button', { name: /^Approve/ })).toBeNull();
    await press('Open REQ-4');
    expect(
      await screen.findByRole('dialog', { name: /^REQ-4 · Dana Ruiz asks/ }),
    ).toBeInTheDocument();
  });

  it('rejects custom and high ones too, with a comment', async () => {
    const reviewRequests = jest.fn(
      (..._: Parameters<JitApi['reviewRequests']>) =>
        new Promise<any>(() => {}),
    );
    await renderQueue([one, custom], { reviewRequests });
    await userEvent.click(pageBox());
    await press('Reject 2…');
    const dialog = await screen.findByRole('dialog', {
      name: 'Reject 2 requests?',
    });
    await press('Reject 2');
    const comment = within(dialog).getByRole('textbox', {
      name: 'Comment for all',
    });
    expect(dialog).toHaveTextContent(
      'Add a comment so the requester knows why.',
    );
    expect(comment).toHaveFocus();
    expect(reviewRequests).not.toHaveBeenCalled();
    await press('Wrong account.');
    await userEvent.dblClick(
      within(dialog).getByRole('button', { name: 'Reject 2' }),
    );
    await within(dialog).findByRole('button', { name: 'Rejecting…' });
    // Not to be closed before the answer is in
    await userEvent.keyboard('{Escape}');
    expect(dialog).toBeInTheDocument();
    expect(reviewRequests).toHaveBeenCalledTimes(1);
    expect(reviewRequests).toHaveBeenCalledWith({
      items: [
        { id: 'r-1', version: 1 },
        { id: 'r-4', version: 1 },
      ],
      decision: 'reject',
      comment: 'Wrong account.',
      reasonCode: 'wrong-account',
    });
  });

  it('tells who was quicker, at its line and in the sum', async () => {
    await renderQueue([one, two, three], {
      reviewRequests: async () => ({
        results: [done(one), quicker, done(three)],
      }),
      getRequest: async () => omars,
    });
    await userEvent.click(pageBox());
    await press('Approve 3…');
    const dialog = await screen.findByRole('dialog');
    await press('Approve 3');
    expect(
      await within(dialog).findByText(
        '2 approved · 1 not changed: approved by Omar Haddad',
      ),
    ).toBeInTheDocument();
    expect(lines(dialog)[1]).toContain('approved by Omar Haddad');
  });

  it('keeps selected what failed', async () => {
    const failed: ReviewResult = {
      id: 'r-2',
      error: {
        name: 'ServiceUnavailableError',
        code: 'aws-unavailable',
        message: 'AWS could not be asked just now. Try again in a minute.',
      },
    };
    await renderQueue([one, two], {
      reviewRequests: async () => ({ results: [done(one), failed] }),
    });
    await userEvent.click(pageBox());
    await press('Approve 2…');
    const dialog = await screen.findByRole('dialog');
    await press('Approve 2');
    await within(dialog).findByText(
      '1 approved · 1 not changed: AWS could not be asked just now. Try again in a minute.',
    );
    await press('Done');
    await screen.findByRole('region', { name: '1 selected' });
    expect(box('REQ-1')).not.toBeChecked();
    expect(box('REQ-2')).toBeChecked();
  });

  it('says that nothing is known where no answer came, and may send again', async () => {
    const reviewRequests = jest
      .fn()
      .mockRejectedValueOnce(new TypeError('network'))
      .mockResolvedValueOnce({ results: [done(one)] });
    await renderQueue([one], { reviewRequests });
    await userEvent.click(pageBox());
    await press('Approve 1…');
    const dialog = await screen.findByRole('dialog');
    await press('Approve 1');
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'it is not known what was recorded',
    );
    await press('Approve 1');
    expect(await within(dialog).findByText('1 approved')).toBeInTheDocument();
  });

  it('takes one out with its ×', async () => {
    await renderQueue([one, two]);
    await userEvent.click(pageBox());
    await press('Approve 2…');
    await screen.findByRole('dialog', { name: 'Approve 2 requests?' });
    await press('Take out REQ-1');
    expect(
      screen.getByRole('dialog', { name: 'Approve 1 request?' }),
    ).toBeInTheDocument();
    await press('Cancel');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(box('REQ-1')).not.toBeChecked();
    expect(box('REQ-2')).toBeChecked();
  });

  it('keeps the selection on another page, at most 25', async () => {
    const all = Array.from({ length: 30 }, (_, n) => numbered(n + 1));
    await renderQueue(all, {
      listRequests: async query =>
        query?.cursor
          ? aPage(all.slice(20), { totalItems: 30 })
          : aPage(all.slice(0, 20), { totalItems: 30, nextCursor: 'c' }),
    });
    await userEvent.click(pageBox());
    await press('Next page');
    await screen.findByRole('checkbox', { name: /^Select REQ-21,/ });
    expect(pageBox()).not.toBeChecked();
    screen.getByRole('region', { name: '20 selected' });
    await userEvent.click(pageBox());
    screen.getByRole('region', { name: '25 selected' });
    expect(box('REQ-25')).toBeChecked();
    expect(box('REQ-26')).toBeDisabled();
    await userEvent.click(box('REQ-21'));
    expect(box('REQ-26')).toBeEnabled();
  });

  it('drops what somebody else has decided', async () => {
    const signals = fakeSignals();
    let items = [one, two];
    await renderQueue(
      items,
      {
        listRequests: async () => aPage(items),
        getRequest: async () => omars,
      },
      { signals },
    );
    await userEvent.click(pageBox());
    screen.getByRole('region', { name: '2 selected' });
    items = [one];
    signals.send();
    await screen.findByRole('region', { name: '1 selected' });
    expect(box('REQ-2')).toBeDisabled();
  });

  it('has nothing that keeps somebody out', async () => {
    const { baseElement } = await renderQueue([one, high]);
    await userEvent.click(pageBox());
    const rules = { rules: { region: { enabled: false } } };
    expect(await axe(baseElement, rules)).toHaveNoViolations();
    await press('Reject 2…');
    await screen.findByRole('dialog');
    expect(await axe(baseElement, rules)).toHaveNoViolations();
  });
});
