import { AccountQuery } from '@jit-portal/backstage-plugin-jit-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeJitApi, renderJit } from '../__testUtils__/renderJit';
import { anApprover } from '../__testUtils__/reviewing';
import { aPage, anAccount } from '../__testUtils__/samples';
import { OwnedAccountsContent } from './OwnedAccountsContent';

async function show(account = anAccount()) {
  const asked: AccountQuery[] = [];
  await renderJit(<OwnedAccountsContent />, {
    api: fakeJitApi({
      getMe: async () => anApprover(),
      listAccounts: async query => {
        asked.push(query ?? {});
        return aPage([account]);
      },
    }),
  });
  return asked;
}

describe('OwnedAccountsContent', () => {
  it("has the guide's five columns, with counts that lead to their lists", async () => {
    await show(anAccount({ pending: 3, pendingForMe: 2, active: 1 }));
    expect(
      await screen.findByRole('link', {
        name: '3 pending requests for Payments Production',
      }),
    ).toHaveAttribute('href', '/jit/pending?account=111111111111');
    expect(
      screen.getByRole('link', {
        name: '1 active session on Payments Production',
      }),
    ).toHaveAttribute('href', '/jit/manage-sessions?account=111111111111');
    expect(
      screen.getAllByRole('columnheader').map(one => one.textContent),
    ).toEqual(['Account', 'Account ID', 'Owners', 'Pending', 'Active']);
  });

  it('draws no link where nothing waits', async () => {
    await show();
    await screen.findByRole('row', { name: /Payments Production/ });
    expect(
      screen.queryByRole('link', { name: /pending request/ }),
    ).not.toBeInTheDocument();
  });

  it('searches as one types, and asks the server', async () => {
    const asked = await show();
    await userEvent.type(
      await screen.findByRole('searchbox', {
        name: 'Search account name, id or owner…',
      }),
      '1111-1111',
    );
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ q: '1111-1111' }));
  });

  it('says so when nobody owns an account', async () => {
    await show(anAccount({ owners: [] }));
    expect(await screen.findByText('No owner')).toBeInTheDocument();
    expect(
      screen.getByText(/Admins review the owner stage/),
    ).toBeInTheDocument();
  });
});
