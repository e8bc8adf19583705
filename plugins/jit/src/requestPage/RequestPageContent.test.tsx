import { Route, Routes } from 'react-router-dom';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeJitApi, renderJit } from '../__testUtils__/renderJit';
import { anApprover, aRequestToDecide } from '../__testUtils__/reviewing';
import { aPage } from '../__testUtils__/samples';
import { MyRequestsContent } from '../requests';
import { RequestPageContent } from './RequestPageContent';

const page = (
  <Routes>
    <Route path="/jit/requests/:id" element={<RequestPageContent />} />
  </Routes>
);

describe('RequestPageContent', () => {
  it('is where a notification leads: one click decides', async () => {
    await renderJit(page, {
      path: '/jit/requests/REQ-1042',
      api: fakeJitApi({
        getMe: async () => anApprover(),
        getRequest: async () => aRequestToDecide(),
      }),
    });
    expect(
      await screen.findByRole('button', { name: 'Approve' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'Back to Pending Approvals' }),
    ).toHaveAttribute('href', '/jit/pending');
  });

  it('leads back to the list with its filters, and says what was asked for', async () => {
    const rejected = aRequestToDecide({
      status: 'REJECTED',
      state: 'REJECTED',
      allowedActions: [],
    });
    await renderJit(
      <>
        <Routes>
          <Route path="/jit/requests" element={<MyRequestsContent />} />
        </Routes>
        {page}
      </>,
      {
        path: '/jit/requests?status=REJECTED',
        api: fakeJitApi({
          listRequests: async () => aPage([rejected]),
          getRequest: async () => rejected,
          getRequestEvents: async () => ({ items: [] }),
        }),
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: /^View Details, REQ-1042/ }),
    );
    expect(
      await screen.findByRole('link', { name: 'Back to My Requests' }),
    ).toHaveAttribute('href', '/jit/requests?status=REJECTED');
    expect(
      screen.getByRole('heading', { name: /asked for ReadOnlyAccess/ }),
    ).toBeInTheDocument();
  });

  it('says which plugin asked on somebody’s behalf', async () => {
    await renderJit(page, {
      path: '/jit/requests/REQ-1042',
      api: fakeJitApi({
        getMe: async () => anApprover(),
        getRequest: async () =>
          aRequestToDecide({ through: 'plugin:mcp-actions' }),
      }),
    });
    expect(await screen.findByText('Sent through')).toBeInTheDocument();
    expect(screen.getByText('plugin:mcp-actions')).toBeInTheDocument();
  });

  it('reads the same for what is missing and what may not be seen', async () => {
    await renderJit(page, {
      path: '/jit/requests/REQ-9',
      api: fakeJitApi({
        getRequest: async () => {
          throw Object.assign(new Error('nope'), { statusCode: 404 });
        },
      }),
    });
    expect(
      await screen.findByText(
        'This request does not exist or you may not see it.',
      ),
    ).toBeInTheDocument();
  });

  it('puts the reason where the buttons of one’s own request would stand', async () => {
    await renderJit(page, {
      path: '/jit/requests/REQ-1042',
      api: fakeJitApi({
        getMe: async () => anApprover(),
        getRequest: async () =>
          aRequestToDecide({
            allowedActions: [
              {
                name: 'approve',
                allowed: false,
                because: 'You approved the owner stage.',
              },
            ],
          }),
        getRequestEvents: async () => ({ items: [] }),
      }),
    });
    expect(
      await screen.findByText('You approved the owner stage.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
  });
});
