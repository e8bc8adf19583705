import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { fakeJitApi, renderJit } from '../__testUtils__/renderJit';
import { aPage, aRequest, olivia } from '../__testUtils__/samples';
import { MyRequestsContent } from './MyRequestsContent';

const rejected = aRequest({
  id: 'r-1',
  number: 'REQ-1',
  status: 'REJECTED',
  state: 'REJECTED',
  waitingFor: undefined,
  allowedActions: [],
  stages: [
    {
      name: 'owner',
      status: 'rejected',
      review: {
        decision: 'reject',
        by: olivia,
        as: 'owner',
        at: '2026-11-23T12:30:00Z',
        comment: 'Too wide. List exact actions.',
      },
    },
  ],
});

describe('MyRequestsContent', () => {
  it('tells who a request waits for, and why one was rejected, with no click', async () => {
    await renderJit(<MyRequestsContent />, {
      api: fakeJitApi({
        listRequests: async () => aPage([aRequest(), rejected]),
      }),
    });
    expect(
      await screen.findByRole('heading', { name: 'My Requests (2)' }),
    ).toBeInTheDocument();
    const waiting = await screen.findByRole('row', { name: /REQ-1042/ });
    expect(waiting).toHaveTextContent('Olivia Park +2');
    expect(waiting).toHaveTextContent('left');
    const refused = screen.getByRole('row', { name: /REQ-1 / });
    expect(refused).toHaveTextContent(
      'Olivia Park: “Too wide. List exact actions.”',
    );
    // In the column of those who are waited for, where nobody is any more
    expect(refused).toHaveTextContent('Rejected by Olivia Park');
    expect(
      within(refused).getByRole('button', { name: 'Request again, REQ-1' }),
    ).toHaveAttribute('href', '/jit/request?account=111111111111&from=REQ-1');
  });

  it('takes a request back only after asking', async () => {
    const cancelRequest = jest.fn(async () =>
      aRequest({ status: 'CANCELLED', state: 'CANCELLED' }),
    );
    const { toasts } = await renderJit(<MyRequestsContent />, {
      api: fakeJitApi({
        listRequests: async () => aPage([aRequest()]),
        cancelRequest,
      }),
    });
    const cancel = await screen.findByRole('button', {
      name: 'Cancel REQ-1042',
    });
    await userEvent.click(cancel);
    await userEvent.click(screen.getByRole('button', { name: 'Keep Request' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(cancelRequest).not.toHaveBeenCalled();

    await userEvent.click(cancel);
    await userEvent.click(
      screen.getByRole('button', { name: 'Cancel Request' }),
    );
    await waitFor(() => expect(cancelRequest).toHaveBeenCalledWith('r-1042'));
    await waitFor(() =>
      expect(toasts.post).toHaveBeenCalledWith(
        expect.objectContaining({ title: 'Request cancelled.' }),
      ),
    );
  });

  it('asks the server for what the filters say', async () => {
    const listRequests = jest.fn(async () => aPage([aRequest()]));
    await renderJit(<MyRequestsContent />, {
      api: fakeJitApi({ listRequests }),
      path: '/?status=REJECTED&q=prod',
    });
    await waitFor(() =>
      expect(listRequests).toHaveBeenCalledWith(
        expect.objectContaining({
          scope: 'mine',
          state: ['REJECTED'],
          q: 'prod',
          sort: 'requestedAt',
          order: 'desc',
          limit: 20,
        }),
      ),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Active' }));
    await waitFor(() =>
      expect(listRequests).toHaveBeenLastCalledWith(
        expect.objectContaining({ state: ['ACTIVE', 'REJECTED'] }),
      ),
    );
  });

  it('says what to do where there is nothing', async () => {
    await renderJit(<MyRequestsContent />, {
      api: fakeJitApi({ listRequests: async () => aPage([]) }),
    });
    expect(
      await screen.findByText('You have not requested access yet.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Request Access' }),
    ).toHaveAttribute('href', '/jit/request');
  });

  it('tells what could not be loaded, with the id for the log', async () => {
    const error = Object.assign(new Error('x'), {
      statusCode: 418,
      body: {
        error: { message: 'An internal error occurred logId=7f3c01' },
      },
    });
    await renderJit(<MyRequestsContent />, {
      api: fakeJitApi({ listRequests: () => Promise.reject(error) }),
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Could not load your requests.');
    expect(alert).toHaveTextContent('Error id: 7f3c01');
    expect(
      within(alert).getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });

  it('is accessible', async () => {
    const { container } = await renderJit(<MyRequestsContent />, {
      api: fakeJitApi({
        listRequests: async () => aPage([aRequest(), rejected]),
      }),
    });
    await screen.findByRole('row', { name: /REQ-1042/ });
    expect(await axe(container)).toHaveNoViolations();
  });
});
