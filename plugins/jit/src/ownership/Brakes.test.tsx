import {
  JitApi,
  PauseList,
  SetPause,
} from '@jit-portal/backstage-plugin-jit-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { fakeJitApi, renderJit } from '../__testUtils__/renderJit';
import { anAccount, aPage, NOW } from '../__testUtils__/samples';
import { Brakes } from './Brakes';

const WHY = 'Incident on the payments side, OPS-812';
const ada = { ref: 'user:default/ada', displayName: 'Ada Novak' };

async function show(list: PauseList, more: Partial<JitApi> = {}) {
  const sent: SetPause[] = [];
  const rendered = await renderJit(<Brakes />, {
    api: fakeJitApi({
      listPauses: async () => list,
      listAccounts: async () => aPage([anAccount()]),
      getAccount: async () => anAccount(),
      setPause: async body => {
        sent.push(body);
        return { pauses: [] };
      },
      ...more,
    }),
  });
  return { ...rendered, sent };
}

describe('the brake', () => {
  it('says what is paused, by whom, when and why', async () => {
    const { container } = await show({
      pauses: [
        { by: ada, at: NOW, reason: WHY },
        { accountId: '111111111111', by: ada, at: NOW, reason: 'Audit week' },
      ],
    });
    expect(
      await screen.findByText(`New access is paused: ${WHY}`),
    ).toBeInTheDocument();
    expect(screen.getByText(/Everywhere · by Ada Novak/)).toBeInTheDocument();
    expect(
      await screen.findByRole('button', {
        name: 'Resume, Payments Production (111111111111)',
      }),
    ).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('needs a reason to pause everything', async () => {
    const { sent, toasts } = await show({ pauses: [] });
    await userEvent.click(
      screen.getByRole('button', { name: 'Pause new access…' }),
    );
    const dialog = screen.getByRole('alertdialog', {
      name: 'Pause new access?',
    });
    const confirm = within(dialog).getByRole('button', {
      name: 'Pause new access',
    });
    await userEvent.click(confirm);
    expect(
      within(dialog).getByText(/Write at least 10 characters/),
    ).toBeInTheDocument();
    expect(sent).toEqual([]);
    await userEvent.type(within(dialog).getByLabelText('Reason'), WHY);
    await userEvent.click(confirm);
    await waitFor(() =>
      expect(sent).toEqual([
        { paused: true, reason: WHY, accountId: undefined },
      ]),
    );
    await waitFor(() => expect(toasts.post).toHaveBeenCalled());
  });

  it('pauses one account, once it is chosen', async () => {
    const { sent } = await show({ pauses: [] });
    await userEvent.click(
      screen.getByRole('button', { name: 'Pause new access…' }),
    );
    const dialog = screen.getByRole('alertdialog');
    await userEvent.click(within(dialog).getByLabelText('One account'));
    await userEvent.type(within(dialog).getByLabelText('Reason'), WHY);
    const confirm = within(dialog).getByRole('button', {
      name: 'Pause new access',
    });
    await userEvent.click(confirm);
    expect(within(dialog).getByText('Choose an account.')).toBeInTheDocument();
    await userEvent.type(within(dialog).getByLabelText('Account'), 'pay');
    await userEvent.click(
      await screen.findByRole('option', { name: /Payments Production/ }),
    );
    await userEvent.click(confirm);
    await waitFor(() =>
      expect(sent).toEqual([
        { paused: true, reason: WHY, accountId: '111111111111' },
      ]),
    );
  });

  it('resumes, with a word about it', async () => {
    const { sent } = await show({
      pauses: [{ by: ada, at: NOW, reason: WHY }],
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Resume, Everywhere' }),
    );
    const dialog = screen.getByRole('alertdialog', {
      name: 'Resume new access?',
    });
    await userEvent.type(
      within(dialog).getByLabelText('Reason'),
      'The incident is over',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Resume new access' }),
    );
    await waitFor(() =>
      expect(sent).toEqual([
        { paused: false, reason: 'The incident is over', accountId: undefined },
      ]),
    );
  });

  it('says what a quarantine means, and ends it only with a word', async () => {
    const said: string[] = [];
    await show(
      {
        pauses: [],
        quarantine: { since: NOW, reason: 'The record is behind' },
      },
      {
        endQuarantine: async ({ reason }) => {
          said.push(reason);
          return { pauses: [] };
        },
      },
    );
    expect(
      await screen.findByText('JIT Access is in quarantine'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('What it found: The record is behind'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Open Drift' })).toHaveAttribute(
      'href',
      '/jit/ownership/drift',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'End quarantine…' }),
    );
    const dialog = screen.getByRole('alertdialog', {
      name: 'End the quarantine?',
    });
    const end = within(dialog).getByRole('button', { name: 'End quarantine' });
    await userEvent.click(end);
    expect(said).toEqual([]);
    await userEvent.type(
      within(dialog).getByLabelText('Reason'),
      'Compared and cleaned up',
    );
    await userEvent.click(end);
    await waitFor(() => expect(said).toEqual(['Compared and cleaned up']));
  });

  it('tells inside the dialog what the server refuses', async () => {
    await show(
      { pauses: [] },
      {
        setPause: async () => {
          throw new Error('Only Admins can pause new access or resume it.');
        },
      },
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Pause new access…' }),
    );
    const dialog = screen.getByRole('alertdialog');
    await userEvent.type(within(dialog).getByLabelText('Reason'), WHY);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Pause new access' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'Only Admins can pause new access',
    );
  });
});
