import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  JitApi,
  Session,
  SessionQuery,
} from '@jit-portal/backstage-plugin-jit-common';
import { fakeJitApi, fakeSignals, renderJit } from '../__testUtils__/renderJit';
import { anApprover } from '../__testUtils__/reviewing';
import { NOW, aPage, aSession, olivia } from '../__testUtils__/samples';
import { ActiveSessionsContent } from './ActiveSessionsContent';
import { cliText } from './cliText';
import { callDue } from './useTimeCalls';

const revoked = aSession({
  version: 3,
  status: 'REVOKED',
  state: 'REVOKED',
  end: { cause: 'revoked', at: NOW, by: olivia, reason: 'task is done' },
  allowedActions: [],
});

async function renderSessions(
  open: () => Session[],
  answers: Partial<JitApi> = {},
) {
  const signals = fakeSignals();
  const rendered = await renderJit(<ActiveSessionsContent />, {
    signals,
    api: fakeJitApi({
      listSessions: async (query?: SessionQuery) =>
        aPage(query?.state?.includes('ACTIVE') ? open() : []),
      ...answers,
    }),
  });
  return { ...rendered, signals };
}

describe('ActiveSessionsContent', () => {
  it('shows how long is left by the clock of the server, and how to use it', async () => {
    await renderSessions(() => [aSession()]);
    expect(
      await screen.findByRole('heading', { name: 'Active Sessions (1)' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^4[12] min left · ends 23 Nov 2026/),
    ).toBeVisible();
    const bar = screen.getByRole('progressbar', {
      name: 'Time remaining, Payments Production, ReadOnlyAccess',
    });
    expect(bar.getAttribute('aria-valuetext')).toMatch(
      /^4[12] minutes left of 1 hour$/,
    );
    const open = screen.getByRole('link', { name: /^Open AWS/ });
    expect(open).toHaveAttribute(
      'href',
      expect.stringContaining('account_id=111111111111'),
    );
    expect(open).toHaveAttribute('target', '_blank');
  });

  it('turns to Revoked in place, with who and why', async () => {
    let open = [aSession()];
    const { signals } = await renderSessions(() => open, {
      getSession: async () => revoked as any,
    });
    await screen.findByRole('link', { name: /^Open AWS/ });
    open = [];
    await act(async () => signals.send());
    expect(
      await screen.findByText(
        'Your session on Payments Production was revoked by Olivia Park. Reason: task is done',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('Revoked')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /^Open AWS/ })).toBeNull();
  });

  it('does not open AWS while access is being prepared', async () => {
    await renderSessions(() => [
      aSession({
        status: 'PROVISIONING',
        state: 'SETTING_UP',
        grantedAt: undefined,
        expiresAt: undefined,
      }),
    ]);
    expect(await screen.findByText('Setting up')).toBeInTheDocument();
    expect(screen.queryByText('Active')).toBeNull();
    expect(screen.getByRole('button', { name: /^Open AWS/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  it('ends a session only after asking', async () => {
    const releaseSession = jest.fn(
      async () =>
        aSession({ version: 2, status: 'ENDING', state: 'ENDING' }) as any,
    );
    const { toasts } = await renderSessions(
      () => [aSession({ residual: 'PT1H' })],
      { releaseSession },
    );
    const end = await screen.findByRole('button', { name: /^End Session/ });
    await userEvent.click(end);
    const dialog = screen.getByRole('alertdialog');
    expect(dialog).toHaveTextContent(
      'You will lose access to Payments Production (ReadOnlyAccess) now.',
    );
    expect(dialog).toHaveTextContent('may keep working for up to 1 h.');
    await userEvent.click(screen.getByRole('button', { name: 'Keep Session' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(releaseSession).not.toHaveBeenCalled();

    await userEvent.click(end);
    await userEvent.click(screen.getByRole('button', { name: 'End Session' }));
    await waitFor(() => expect(releaseSession).toHaveBeenCalledWith('s-88'));
    // AWS has not confirmed it yet, so it is not said to have ended
    await waitFor(() =>
      expect(toasts.post).toHaveBeenCalledWith(
        expect.objectContaining({
          title: 'Session end accepted. AWS is removing access.',
        }),
      ),
    );
  });

  it('gives the terminal both ids', async () => {
    await renderSessions(() => [aSession()]);
    await userEvent.click(
      await screen.findByRole('button', { name: 'CLI setup' }),
    );
    expect(
      screen.getByText(/sso_account_id = 111111111111/),
    ).toBeInTheDocument();
    expect(cliText(aSession())).toContain('sso_role_name = ReadOnlyAccess');
  });

  it('says what to do where there is nothing', async () => {
    await renderSessions(() => []);
    expect(
      await screen.findByText('You have no active sessions.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Manage Sessions' })).toBeNull();
  });

  it("leads whoever may end other people's sessions to them", async () => {
    await renderSessions(() => [], { getMe: async () => anApprover() });
    expect(
      await screen.findByText('Those of other people are under'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Manage Sessions' }),
    ).toHaveAttribute('href', '/jit/manage-sessions');
  });

  it('is accessible', async () => {
    const { container } = await renderSessions(() => [aSession()]);
    await screen.findByRole('link', { name: /^Open AWS/ });
    expect(await axe(container)).toHaveNoViolations();
  });
});

describe('callDue', () => {
  it.each([
    [11, undefined],
    [10, 10],
    [6, 10],
    [5, 5],
    [0, undefined],
  ])('%d min left: %s', (minutes, due) => {
    expect(callDue(minutes * 60_000)).toBe(due);
  });
});
