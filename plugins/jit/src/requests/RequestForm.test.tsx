import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  JitApi,
  RequestOptions,
} from '@jit-portal/backstage-plugin-jit-common';
import { fakeJitApi, renderJit } from '../__testUtils__/renderJit';
import { aRequest, aSession, theOptions } from '../__testUtils__/samples';
import { RequestForm } from './RequestForm';

const REASON = 'Look into failed payouts, ticket OPS-771';

async function renderForm(
  submitRequest: JitApi['submitRequest'],
  options: Partial<RequestOptions> = {},
) {
  const onSent = jest.fn();
  let keys = 0;
  const rendered = await renderJit(
    <RequestForm
      options={theOptions(options)}
      newKey={() => {
        keys += 1;
        return `key-${keys}`;
      }}
      onSent={onSent}
    />,
    { api: fakeJitApi({ submitRequest }) },
  );
  return { ...rendered, onSent };
}

const choose = async (set: string) => {
  await userEvent.click(screen.getByLabelText(/Permission set/));
  await userEvent.click(screen.getByRole('option', { name: new RegExp(set) }));
};
const justify = async (text: string) => {
  const box = screen.getByRole('textbox', { name: 'Justification' });
  await userEvent.clear(box);
  await userEvent.click(box);
  await userEvent.paste(text);
};
const sendButton = () => screen.getByRole('button', { name: /Send/ });

describe('RequestForm', () => {
  it('sends what was chosen, with a key', async () => {
    const submit = jest.fn(async () => aRequest());
    const { onSent } = await renderForm(submit);
    await choose('ReadOnlyAccess');
    await userEvent.click(screen.getByRole('radio', { name: '2 h' }));
    await justify(`  ${REASON} `);
    await userEvent.click(sendButton());
    await waitFor(() => expect(onSent).toHaveBeenCalled());
    expect(submit).toHaveBeenCalledWith(
      {
        accountId: '111111111111',
        permissionSet: { type: 'standard', name: 'ReadOnlyAccess' },
        duration: 'PT2H',
        justification: REASON,
      },
      { idempotencyKey: 'key-1' },
    );
  });

  it('sends once, however often the button is pressed', async () => {
    let answer: (request: any) => void = () => undefined;
    const submit = jest.fn(
      () =>
        new Promise<any>(resolve => {
          answer = resolve;
        }),
    );
    const { onSent } = await renderForm(submit);
    await choose('ReadOnlyAccess');
    await justify('Press this button twice, please count');
    await userEvent.dblClick(sendButton());
    await userEvent.click(sendButton());
    expect(submit).toHaveBeenCalledTimes(1);
    answer(aRequest());
    await waitFor(() => expect(onSent).toHaveBeenCalledTimes(1));
  });

  it('tries the same again with the same key, another with a new one', async () => {
    const keys: string[] = [];
    const submit: JitApi['submitRequest'] = async (_body, options) => {
      keys.push(options.idempotencyKey);
      throw new Error('connection reset');
    };
    await renderForm(submit);
    await choose('ReadOnlyAccess');
    await justify('A lost answer must not make two requests');
    await userEvent.click(sendButton());
    expect(
      await screen.findByText(/not sent: connection reset/),
    ).toBeInTheDocument();
    await userEvent.click(sendButton());
    await waitFor(() => expect(keys).toHaveLength(2));
    await justify('Something else altogether is wanted');
    await userEvent.click(sendButton());
    await waitFor(() => expect(keys).toHaveLength(3));
    expect(keys).toEqual(['key-1', 'key-1', 'key-2']);
  });

  it('says how many characters are missing, and goes to the first error', async () => {
    const submit = jest.fn();
    await renderForm(submit);
    await justify('ten chars.');
    expect(screen.getByText(/10 more characters needed/)).toBeInTheDocument();
    await userEvent.click(sendButton());
    expect(screen.getByText('Fix 2 fields to send.')).toBeInTheDocument();
    await choose('ReadOnlyAccess');
    await userEvent.click(sendButton());
    expect(screen.getByText('Fix 1 field to send.')).toBeInTheDocument();
    expect(
      screen.getByRole('textbox', { name: 'Justification' }),
    ).toHaveFocus();
    expect(submit).not.toHaveBeenCalled();
  });

  it('draws no preset above the cap, and refuses a longer Other', async () => {
    const submit = jest.fn();
    await renderForm(submit);
    expect(screen.queryByRole('radio', { name: '8 h' })).toBeNull();
    await choose('ReadOnlyAccess');
    await justify(REASON);
    await userEvent.click(screen.getByRole('radio', { name: 'Other' }));
    const hours = screen.getByRole('spinbutton', { name: 'Hours' });
    await userEvent.clear(hours);
    await userEvent.type(hours, '5');
    await userEvent.click(sendButton());
    expect(
      screen.getByText(/Choose between 15 min and 4 h\./),
    ).toBeInTheDocument();
    expect(submit).not.toHaveBeenCalled();
  });

  it('does not send while the same access is asked for', async () => {
    const submit = jest.fn();
    await renderForm(submit, { myPending: [aRequest()] });
    await choose('ReadOnlyAccess');
    await justify(REASON);
    expect(
      screen.getByText('REQ-1042 for the same access is waiting.'),
    ).toBeInTheDocument();
    await userEvent.click(sendButton());
    expect(submit).not.toHaveBeenCalled();
  });

  it('tells until when the same access is had, and still sends', async () => {
    const submit = jest.fn(async () => aRequest());
    const { onSent } = await renderForm(submit, { myActive: [aSession()] });
    await choose('ReadOnlyAccess');
    await justify('More of the same is needed for the export');
    expect(screen.getByText(/You already have/)).toBeInTheDocument();
    await userEvent.click(sendButton());
    await waitFor(() => expect(onSent).toHaveBeenCalled());
  });

  it('tells who decides, and when it expires', async () => {
    await renderForm(jest.fn());
    expect(
      screen.getByText(
        'An owner of Payments Production (Payments owners) or an SSO Admin reviews it. Usually within 25 min.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/If nobody answers by/)).toBeInTheDocument();
  });

  it('is accessible', async () => {
    const { container } = await renderForm(jest.fn());
    expect(await axe(container)).toHaveNoViolations();
  });
});
