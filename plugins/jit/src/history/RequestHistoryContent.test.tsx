import { JitApi, RequestQuery } from '@jit-portal/backstage-plugin-jit-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeJitApi, renderJit } from '../__testUtils__/renderJit';
import { anApprover } from '../__testUtils__/reviewing';
import {
  aMe,
  aPage,
  aRequest,
  aSession,
  olivia,
} from '../__testUtils__/samples';
import { RequestHistoryContent } from './RequestHistoryContent';

const revoked = aRequest({
  status: 'APPROVED',
  state: 'REVOKED',
  allowedActions: [],
  session: aSession({
    status: 'REVOKED',
    state: 'REVOKED',
    end: {
      cause: 'revoked',
      at: '2026-11-23T13:00:00Z',
      by: olivia,
      reason: 'Task completed',
    },
  }),
});

function show(path = '/', answers: Partial<JitApi> = {}) {
  const asked: RequestQuery[] = [];
  const api = fakeJitApi({
    getMe: async () => anApprover(),
    listRequests: async query => {
      asked.push(query ?? {});
      return {
        ...aPage([revoked]),
        stateCounts: { REJECTED: { count: 12 }, REVOKED: { count: 1 } },
      };
    },
    ...answers,
  });
  return renderJit(<RequestHistoryContent />, { path, api }).then(() => asked);
}

describe('RequestHistoryContent', () => {
  it("has the guide's seven columns, and says who ended it and why", async () => {
    await show();
    const row = await screen.findByRole('row', { name: /Dana Ruiz/ });
    expect(
      screen.getAllByRole('columnheader').map(one => one.textContent),
    ).toEqual([
      'Requester',
      'Account',
      'Permission Set',
      'Status',
      'Duration',
      'Requested',
      'Actions',
    ]);
    expect(row).toHaveTextContent('Revoked');
    expect(row).toHaveTextContent('Olivia Park: Task completed');
  });

  it('asks the server for what the link says', async () => {
    const asked = await show('/?status=REJECTED&account=111111111111&q=OPS');
    await waitFor(() =>
      expect(asked[0]).toMatchObject({
        state: ['REJECTED'],
        account: ['111111111111'],
        q: 'OPS',
      }),
    );
    expect(
      await screen.findByText('Account: 111111111111'),
    ).toBeInTheDocument();
  });

  it('says so when a link holds what means nothing here', async () => {
    await show('/?status=DENIED');
    expect(
      await screen.findByText(/Some filters in this link are not valid/),
    ).toBeInTheDocument();
  });

  it('filters by a status whose chip tells how many there are', async () => {
    const asked = await show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Rejected 12' }),
    );
    await waitFor(() =>
      expect(asked.at(-1)).toMatchObject({ state: ['REJECTED'] }),
    );
  });

  it('asks for a range that was chosen, and takes it off again', async () => {
    const asked = await show();
    await userEvent.click(await screen.findByLabelText(/^Requested/));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Last 30 days' }),
    );
    await waitFor(() =>
      expect(asked.at(-1)?.from).toMatch(/^\d{4}-\d\d-\d\dT/),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() => expect(asked.at(-1)?.from).toBeUndefined());
  });

  it('looks back on the accounts that an approver answers for', async () => {
    const asked = await show();
    await waitFor(() => expect(asked[0]).toMatchObject({ scope: 'managed' }));
  });

  it('shows an auditor everything', async () => {
    const asked = await show('/', {
      getMe: async () =>
        aMe({
          roles: ['auditor'],
          capabilities: { canApprove: false, canAudit: true, canAdmin: false },
        }),
    });
    expect(
      await screen.findByRole('row', { name: /Dana Ruiz/ }),
    ).toBeInTheDocument();
    expect(asked[0]).toMatchObject({ scope: 'all' });
  });

  it('keeps out who may not look back', async () => {
    await show('/', { getMe: async () => aMe() });
    expect(
      await screen.findByText('You do not have access to Request History'),
    ).toBeInTheDocument();
  });
});
