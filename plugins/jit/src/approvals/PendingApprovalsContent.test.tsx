import { JitApi } from '@jit-portal/backstage-plugin-jit-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { fakeJitApi, fakeSignals, renderJit } from '../__testUtils__/renderJit';
import { anApprover, aRequestToDecide } from '../__testUtils__/reviewing';
import { aMe, aPage } from '../__testUtils__/samples';
import { PendingApprovalsContent } from './PendingApprovalsContent';

const waiting = aRequestToDecide();
const approved = aRequestToDecide({
  version: 2,
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

function apiWith(answers: Partial<JitApi> = {}) {
  return fakeJitApi({
    getMe: async () => anApprover(),
    listRequests: async () => aPage([waiting]),
    getRequest: async () => waiting,
    ...answers,
  });
}

async function openDetails() {
  await userEvent.click(
    await screen.findByRole('button', { name: /^View Details, REQ-1042/ }),
  );
  return screen.findByRole('dialog');
}

describe('PendingApprovalsContent', () => {
  it("has the guide's columns and how long is left, the most urgent first", async () => {
    await renderJit(<PendingApprovalsContent />, { api: apiWith() });
    const row = await screen.findByRole('row', { name: /Dana Ruiz/ });
    // What it is for tells which one is urgent
    expect(row).toHaveTextContent('Look into failed payouts, ticket OPS-771');
    const headers = screen.getAllByRole('columnheader');
    expect(headers.map(one => one.textContent)).toEqual([
      'Requester',
      'Account',
      'Permission Set',
      'Status',
      'Duration',
      'Requested',
      'Time Left',
      'Actions',
    ]);
    expect(headers[6]).toHaveAttribute('aria-sort', 'ascending');
  });

  it('tells somebody without accounts that the page is not theirs', async () => {
    await renderJit(<PendingApprovalsContent />, {
      api: apiWith({ getMe: async () => aMe() }),
    });
    expect(
      await screen.findByText('You do not have access to Pending Approvals'),
    ).toBeInTheDocument();
  });

  it('says when nothing waits, and names own requests that wait for others', async () => {
    await renderJit(<PendingApprovalsContent />, {
      api: apiWith({
        getMe: async () =>
          anApprover({
            counts: { pending: 0, ownWaiting: 1, activeSessions: 0 },
          }),
        listRequests: async () => aPage([]),
      }),
    });
    expect(
      await screen.findByText('Nothing is waiting for you.'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/1 request of your own is waiting/),
    ).toBeInTheDocument();
  });

  it('approves from the details with the version that was seen, once', async () => {
    const reviewRequest = jest.fn(
      (..._: Parameters<JitApi['reviewRequest']>) => new Promise<any>(() => {}),
    );
    await renderJit(<PendingApprovalsContent />, {
      api: apiWith({ reviewRequest }),
    });
    const dialog = await openDetails();
    const approve = await within(dialog).findByRole('button', {
      name: 'Approve',
    });
    await userEvent.dblClick(approve);
    await within(dialog).findByText('Approving…');
    expect(reviewRequest).toHaveBeenCalledTimes(1);
    expect(reviewRequest).toHaveBeenCalledWith('r-1042', {
      version: 1,
      decision: 'approve',
      comment: undefined,
      duration: undefined,
    });
  });

  it('closes the details with Escape', async () => {
    await renderJit(<PendingApprovalsContent />, { api: apiWith() });
    const dialog = await openDetails();
    await within(dialog).findByRole('button', { name: 'Approve' });
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('goes on with the keyboard after a decision made with it', async () => {
    await renderJit(<PendingApprovalsContent />, {
      api: apiWith({ reviewRequest: async () => approved }),
    });
    const dialog = await openDetails();
    const approve = await within(dialog).findByRole('button', {
      name: 'Approve',
    });
    await userEvent.tab();
    approve.focus();
    await userEvent.keyboard('{Enter}');
    expect(
      await within(dialog).findByRole('button', { name: 'Done' }),
    ).toHaveFocus();
  });

  it('tells a decision by toast once the dialog that told it has closed', async () => {
    const { toasts } = await renderJit(<PendingApprovalsContent />, {
      api: apiWith({ reviewRequest: async () => approved }),
    });
    const dialog = await openDetails();
    await userEvent.click(
      await within(dialog).findByRole('button', { name: 'Approve' }),
    );
    await within(dialog).findByText('Approved. Access is being set up.');
    expect(toasts.post).not.toHaveBeenCalled();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(toasts.post).toHaveBeenCalledWith(
        expect.objectContaining({ title: 'Approved REQ-1042 for Dana Ruiz.' }),
      ),
    );
  });

  it('sends nothing when a rejection has no comment, and goes to the box', async () => {
    const reviewRequest = jest.fn();
    await renderJit(<PendingApprovalsContent />, {
      api: apiWith({ reviewRequest }),
    });
    const dialog = await openDetails();
    await userEvent.click(
      await within(dialog).findByRole('button', { name: 'Reject' }),
    );
    expect(
      await within(dialog).findByText(
        /Add a comment so the requester knows why/,
      ),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByRole('textbox', { name: 'Comment' }),
    ).toHaveFocus();
    expect(reviewRequest).not.toHaveBeenCalled();
  });

  it('says who was quicker, and that the decision was not recorded', async () => {
    const conflict = Object.assign(new Error('conflict'), {
      statusCode: 409,
      body: {
        error: {
          message:
            'Omar Haddad approved this request 10 seconds ago. Your decision was not recorded.',
        },
      },
    });
    let now = waiting;
    await renderJit(<PendingApprovalsContent />, {
      api: apiWith({
        getRequest: async () => now,
        reviewRequest: async () => {
          now = approved;
          throw conflict;
        },
      }),
    });
    const dialog = await openDetails();
    await userEvent.click(
      await within(dialog).findByRole('button', { name: 'Approve' }),
    );
    expect(
      await within(dialog).findByText(/Your decision was not recorded/),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(
        within(dialog).queryByRole('button', { name: 'Approve' }),
      ).not.toBeInTheDocument(),
    );
  });

  it('keeps a row that somebody else decided at its place, with who did', async () => {
    const signals = fakeSignals();
    let items = [waiting];
    await renderJit(<PendingApprovalsContent />, {
      signals,
      api: apiWith({
        listRequests: async () => aPage(items),
        getRequest: async () => approved,
      }),
    });
    await screen.findByRole('row', { name: /Dana Ruiz/ });
    items = [];
    signals.send();
    expect(
      await screen.findByText('Approved by Omar Haddad'),
    ).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /Dana Ruiz/ })).toBeInTheDocument();
    expect(
      await screen.findByRole('heading', { name: 'Pending Approvals (0)' }),
    ).toBeInTheDocument();
    const details = screen.getByRole('button', { name: /^View Details/ });
    expect(details).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(details);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('gives the focus back to the row, and to the title where the row is off', async () => {
    const signals = fakeSignals();
    let items = [waiting];
    await renderJit(<PendingApprovalsContent />, {
      signals,
      api: apiWith({
        listRequests: async () => aPage(items),
        getRequest: async () => (items.length > 0 ? waiting : approved),
      }),
    });
    await openDetails();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: /^View Details/ }),
      ).toHaveFocus(),
    );
    const dialog = await openDetails();
    items = [];
    signals.send();
    await within(dialog).findByText('Omar Haddad as Owner');
    await screen.findByText('Approved by Omar Haddad');
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(
        screen.getByRole('heading', { name: /^Pending Approvals/ }),
      ).toHaveFocus(),
    );
  });

  it('is narrowed to accounts and to a type of set, in its URL', async () => {
    const listRequests = jest.fn(
      async (..._: Parameters<JitApi['listRequests']>) => aPage([waiting]),
    );
    await renderJit(<PendingApprovalsContent />, {
      path: '/?account=111111111111&type=other',
      api: apiWith({ listRequests }),
    });
    await screen.findByText(/Some filters in this link are not valid/);
    await userEvent.click(screen.getByLabelText('Type'));
    await userEvent.click(screen.getByRole('option', { name: 'Custom' }));
    await waitFor(() =>
      expect(listRequests).toHaveBeenLastCalledWith(
        expect.objectContaining({ account: ['111111111111'], type: 'custom' }),
      ),
    );
    expect(
      screen.getByRole('button', { name: 'Remove filter Type: Custom' }),
    ).toBeInTheDocument();
  });

  it('tells of team, environment, and how many can decide', async () => {
    const roleOf = (ref: string) => ({
      ref,
      kind: 'group' as const,
      displayName: 'SSO Admins',
      as: 'sso-admin' as const,
      people: 3,
      isMe: false,
    });
    const request = {
      ...waiting,
      requesterTeams: ['Payments team'],
      environment: 'production',
      canDecide: [
        {
          ref: 'group:default/payments-owners',
          kind: 'group' as const,
          displayName: 'Payments owners',
          as: 'owner' as const,
          people: 4,
          isMe: true,
        },
        roleOf('group:default/cloud-security'),
        roleOf('group:default/cloud-duty'),
      ],
    };
    await renderJit(<PendingApprovalsContent />, {
      path: '/?request=REQ-1042',
      api: apiWith({ getRequest: async () => request }),
    });
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText('Team: Payments team'),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByText('Environment: production'),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByText('You, Payments owners (4), SSO Admins (3)'),
    ).toBeInTheDocument();
  });

  it('opens a request from its link, and one that is decided without buttons', async () => {
    await renderJit(<PendingApprovalsContent />, {
      path: '/?request=REQ-1042',
      api: apiWith({ getRequest: async () => approved }),
    });
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText('Omar Haddad as Owner'),
    ).toBeInTheDocument();
    expect(
      within(dialog).queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
  });

  it('has nothing that keeps somebody out', async () => {
    const { baseElement } = await renderJit(<PendingApprovalsContent />, {
      api: apiWith(),
    });
    const dialog = await openDetails();
    await within(dialog).findByRole('button', { name: 'Approve' });
    expect(
      await axe(baseElement, { rules: { region: { enabled: false } } }),
    ).toHaveNoViolations();
  });
});

it('shows what a person wrote as text, with its links alive and no markup', async () => {
  const justification =
    '<img src=x onerror=alert(1)> see https://tickets.example.com/OPS-771 or javascript:alert(1)';
  const { container } = await renderJit(<PendingApprovalsContent />, {
    path: '/?request=REQ-1042',
    api: apiWith({ getRequest: async () => ({ ...waiting, justification }) }),
  });
  const dialog = await screen.findByRole('dialog');
  expect(
    await within(dialog).findByRole('link', {
      name: 'https://tickets.example.com/OPS-771',
    }),
  ).toHaveAttribute('rel', 'noopener noreferrer');
  expect(dialog).toHaveTextContent('<img src=x onerror=alert(1)>');
  expect(container.ownerDocument.querySelector('img[src="x"]')).toBeNull();
  expect(
    within(dialog).queryByRole('link', { name: /javascript/ }),
  ).not.toBeInTheDocument();
});
