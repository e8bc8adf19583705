import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { renderJit } from '../__testUtils__/renderJit';
import { ListRules, useListState } from './useListState';

const rules: ListRules = {
  filters: { status: value => ['PENDING', 'ACTIVE'].includes(value) },
  sorts: ['requestedAt', 'account'],
  defaultOrder: 'desc',
};

function Probe() {
  const list = useListState(rules);
  const { search } = useLocation();
  const buttons: Record<string, () => void> = {
    search: () => list.setSearchText('prod'),
    active: () => list.setFilter('status', ['ACTIVE']),
    clear: list.clearFilters,
    'sort account': () => list.sortBy('account'),
    'sort requested': () => list.sortBy('requestedAt'),
    'size 50': () => list.setSize(50),
    'size 20': () => list.setSize(20),
    next: () => list.toNextPage('abc'),
    'next again': () => list.toNextPage('def'),
    previous: list.toPreviousPage,
  };
  return (
    <>
      <output>{decodeURIComponent(search)}</output>
      <pre>{JSON.stringify(list.state)}</pre>
      {Object.entries(buttons).map(([name, press]) => (
        <button key={name} onClick={press}>
          {name}
        </button>
      ))}
    </>
  );
}

const press = (name: string) =>
  userEvent.click(screen.getByRole('button', { name }));
const url = () => document.querySelector('output')!.textContent;
const state = () => JSON.parse(document.querySelector('pre')!.textContent!);

describe('useListState', () => {
  it('begins with defaults, and leaves them out of the URL', async () => {
    await renderJit(<Probe />);
    expect(state()).toMatchObject({
      q: '',
      sort: 'requestedAt',
      order: 'desc',
      size: 20,
      page: 1,
      hadInvalid: false,
      isFiltered: false,
    });
    await press('size 50');
    expect(url()).toBe('?size=50');
    await press('size 20');
    expect(url()).toBe('');
  });

  it('writes what differs, and other rows begin at page one', async () => {
    await renderJit(<Probe />);
    await press('next');
    expect(url()).toBe('?page=2.abc');
    await press('active');
    expect(url()).toBe('?status=ACTIVE');
    await press('search');
    expect(url()).toBe('?status=ACTIVE&q=prod');
    expect(state().isFiltered).toBe(true);
    await press('clear');
    expect(url()).toBe('');
  });

  it('goes forth and back by cursors', async () => {
    await renderJit(<Probe />);
    await press('next');
    await press('next again');
    expect(state()).toMatchObject({ page: 3, cursor: 'def' });
    await press('previous');
    expect(state()).toMatchObject({ page: 2, cursor: 'abc' });
    await press('previous');
    expect(state().page).toBe(1);
    expect(state().cursor).toBeUndefined();
  });

  it('turns an order round, and begins another column upwards', async () => {
    await renderJit(<Probe />);
    await press('sort requested');
    expect(url()).toBe('?order=asc');
    await press('sort account');
    expect(url()).toBe('?order=asc&sort=account');
  });

  it('drops what a link says wrongly, and tells it', async () => {
    await renderJit(<Probe />, {
      path: '/?status=ACTIVE,NONSENSE&sort=shoe&size=7&page=x',
    });
    expect(state()).toMatchObject({
      filters: { status: ['ACTIVE'] },
      sort: 'requestedAt',
      size: 20,
      page: 1,
      hadInvalid: true,
    });
  });
});
