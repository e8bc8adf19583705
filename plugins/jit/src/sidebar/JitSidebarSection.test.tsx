import { SidebarOpenStateProvider } from '@backstage/core-components';
import { act, screen, waitFor } from '@testing-library/react';
import { axe } from 'jest-axe';
import { Me } from '@jit-portal/backstage-plugin-jit-common';
import { fakeJitApi, fakeSignals, renderJit } from '../__testUtils__/renderJit';
import { aMe } from '../__testUtils__/samples';
import { jitQueryClient } from '../api';
import { JitSidebarSection } from './JitSidebarSection';

const approver = (pending: number): Me =>
  aMe({
    capabilities: { canApprove: true, canAudit: true, canAdmin: false },
    counts: { pending, ownWaiting: 0, activeSessions: 0 },
  });

async function renderSidebar(getMe: () => Promise<Me>, isOpen = true) {
  // The section brings the app's own cache along
  jitQueryClient.clear();
  const signals = fakeSignals();
  const rendered = await renderJit(
    <SidebarOpenStateProvider value={{ isOpen, setOpen: () => undefined }}>
      <JitSidebarSection />
    </SidebarOpenStateProvider>,
    { api: fakeJitApi({ getMe }), signals },
  );
  return { ...rendered, signals };
}

const names = () =>
  screen.getAllByRole('link').map(link => link.getAttribute('aria-label'));

describe('JitSidebarSection', () => {
  it('shows a person without a role their own pages, and no badge', async () => {
    await renderSidebar(async () => aMe());
    expect(names()).toEqual([
      'Request Access',
      'My Requests',
      'Active Sessions',
    ]);
    expect(screen.queryByTestId('jit-pending-badge')).toBeNull();
  });

  it("shows an approver the guide's four pages in its order", async () => {
    await renderSidebar(async () => approver(0));
    await waitFor(() => expect(names()).toHaveLength(7));
    expect(names().slice(3)).toEqual([
      'Pending Approvals',
      'Request History',
      'Manage Sessions',
      'Owned Accounts',
    ]);
    expect(screen.queryByTestId('jit-pending-badge')).toBeNull();
  });

  it('shows an admin Account Ownership below a divider of its own', async () => {
    await renderSidebar(async () =>
      aMe({
        capabilities: { canApprove: true, canAudit: true, canAdmin: true },
      }),
    );
    await waitFor(() => expect(names()).toHaveLength(8));
    expect(names().at(-1)).toBe('Account Ownership');
    expect(
      screen.getByRole('link', { name: 'Account Ownership' }),
    ).toHaveAttribute('href', '/jit/ownership');
  });

  it('shows an auditor the history alone', async () => {
    await renderSidebar(async () =>
      aMe({
        capabilities: { canApprove: false, canAudit: true, canAdmin: false },
      }),
    );
    await waitFor(() => expect(names()).toHaveLength(4));
    expect(names()[3]).toBe('Request History');
  });

  it('counts what waits, and goes up on a signal without a reload', async () => {
    let pending = 3;
    const { signals } = await renderSidebar(async () => approver(pending));
    expect(
      await screen.findByRole('link', {
        name: 'Pending Approvals, 3 requests waiting',
      }),
    ).toHaveTextContent('3');
    pending = 120;
    await act(async () => signals.send());
    await waitFor(() =>
      expect(screen.getByTestId('jit-pending-badge')).toHaveTextContent('99+'),
    );
    expect(signals.subscribe).toHaveBeenCalledTimes(1);
  });

  it('keeps the number on the icon when collapsed', async () => {
    await renderSidebar(async () => approver(3), false);
    expect(await screen.findByTestId('jit-pending-badge')).toHaveTextContent(
      '3',
    );
    expect(screen.queryByText('Pending Approvals')).toBeNull();
  });

  it('is accessible', async () => {
    const { container } = await renderSidebar(async () => approver(3));
    await screen.findByTestId('jit-pending-badge');
    expect(await axe(container)).toHaveNoViolations();
  });
});
