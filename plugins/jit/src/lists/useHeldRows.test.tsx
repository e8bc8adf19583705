import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { fakeJitApi, fakeSignals, renderJit } from '../__testUtils__/renderJit';
import { aPage, aRequest } from '../__testUtils__/samples';
import { useJitQuery } from '../api';
import { NewRowsPill } from './NewRowsPill';
import { useHeldRows } from './useHeldRows';

const named = (id: string, change: Partial<AccessRequest> = {}) =>
  aRequest({ id, number: id.toUpperCase(), ...change });

function List() {
  const query = useJitQuery({
    queryKey: ['list'],
    ask: api => api.listRequests({ scope: 'to-decide' }),
  });
  const held = useHeldRows<AccessRequest>({
    query,
    keyOf: one => one.id,
    versionOf: one => one.version,
    viewKey: 'all',
    lookUp: (api, id) => api.getRequest(id),
    belongs: one => one.status === 'PENDING',
  });
  return (
    <>
      <NewRowsPill count={held.newCount} onShow={held.show} />
      <ul>
        {held.rows.map(({ key, item, gone }) => (
          <li key={key}>{`${item.number} ${item.state}${
            gone ? ' gone' : ''
          }`}</li>
        ))}
      </ul>
    </>
  );
}

const rows = () => screen.getAllByRole('listitem').map(li => li.textContent);

async function renderList(first: AccessRequest[]) {
  let answer = first;
  const signals = fakeSignals();
  const decided = named('a', { status: 'APPROVED', state: 'SETTING_UP' });
  await renderJit(<List />, {
    signals,
    api: fakeJitApi({
      listRequests: async () => aPage(answer),
      getRequest: async () => decided as any,
    }),
  });
  await waitFor(() => expect(rows()).toHaveLength(first.length));
  return async (next: AccessRequest[]) => {
    answer = next;
    await act(async () => signals.send());
  };
}

describe('useHeldRows', () => {
  it('lets new rows wait until somebody wants them', async () => {
    const serverNowHas = await renderList([named('a'), named('b')]);
    await serverNowHas([named('c'), named('a'), named('b')]);
    const pill = await screen.findByRole('button', {
      name: '1 new request · Show',
    });
    expect(rows()).toEqual(['A PENDING', 'B PENDING']);
    await userEvent.click(pill);
    expect(rows()).toEqual(['C PENDING', 'A PENDING', 'B PENDING']);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('keeps a row that left at its place, with what became of it', async () => {
    const serverNowHas = await renderList([named('a'), named('b')]);
    await serverNowHas([named('b')]);
    await waitFor(() =>
      expect(rows()).toEqual(['A SETTING_UP gone', 'B PENDING']),
    );
  });

  it('changes cells in place, whatever the new order is', async () => {
    const serverNowHas = await renderList([named('a'), named('b')]);
    await serverNowHas([
      named('b', { version: 2, state: 'EXPIRED' }),
      named('a'),
    ]);
    await waitFor(() => expect(rows()).toEqual(['A PENDING', 'B EXPIRED']));
  });
});
