import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderJit } from '../__testUtils__/renderJit';
import { usualWindow, windowOf } from '../__testUtils__/windowOf';
import { JitTable } from './JitTable';
import { ViewDetailsButton } from './ViewDetailsButton';
import { Column, plainRows } from './tableColumns';

interface Pet {
  name: string;
  legs: number;
}

const columns: Column<Pet>[] = [
  {
    id: 'name',
    label: 'Name',
    sort: 'name',
    isRowHeader: true,
    render: p => p.name,
  },
  { id: 'legs', label: 'Legs', sort: 'legs', render: p => p.legs },
  {
    id: 'actions',
    label: 'Actions',
    render: p => <ViewDetailsButton of={p.name} />,
  },
];
const rows = plainRows(
  [
    { name: 'Rex', legs: 4 },
    { name: 'Tweety', legs: 2 },
  ],
  pet => pet.name,
);

describe('JitTable', () => {
  afterEach(usualWindow);

  it.each([
    [1280, ['Name', 'Legs', 'Actions']],
    [1279, ['Name', 'Actions']],
    [960, ['Name', 'Actions']],
    [959, ['Name', 'Legs', 'Actions']],
  ])('shows at %d px the columns %j', async (width, shown) => {
    windowOf(width);
    const folding = columns.map(one => ({ ...one, folds: one.id === 'legs' }));
    await renderJit(<JitTable label="Pets" columns={folding} rows={rows} />);
    const headers = screen.getAllByRole('columnheader');
    expect(headers.map(one => one.textContent)).toEqual(shown);
    const isFolded = screen.queryByText('Legs: 4') !== null;
    expect(isFolded).toBe(!shown.includes('Legs'));
  });

  it('tells by what and how it is sorted, and asks for another order', async () => {
    const onSort = jest.fn();
    await renderJit(
      <JitTable
        label="Pets"
        columns={columns}
        rows={rows}
        sorting={{ by: 'legs', order: 'desc', onSort }}
      />,
    );
    const header = (name: string) => screen.getByRole('columnheader', { name });
    expect(header('Legs')).toHaveAttribute('aria-sort', 'descending');
    expect(screen.getByRole('rowheader', { name: 'Rex' })).toHaveAttribute(
      'scope',
      'row',
    );
    expect(header('Name')).not.toHaveAttribute('aria-sort');
    await userEvent.click(
      within(header('Name')).getByRole('button', { name: 'Name' }),
    );
    expect(onSort).toHaveBeenCalledWith('name');
    expect(within(header('Actions')).queryByRole('button')).toBeNull();
  });

  it('moves between View Details with the arrows', async () => {
    await renderJit(<JitTable label="Pets" columns={columns} rows={rows} />);
    const [first, second] = screen.getAllByRole('button', {
      name: /View Details/,
    });
    first.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(second).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowUp}');
    expect(first).toHaveFocus();
  });

  it('is busy while rows are first loaded, and keeps its header', async () => {
    await renderJit(
      <JitTable label="Pets" columns={columns} rows={undefined} />,
    );
    expect(screen.getByRole('table')).toHaveAttribute('aria-busy', 'true');
    expect(screen.getByText('Legs')).toBeInTheDocument();
  });

  it('gives its place to the empty note', async () => {
    await renderJit(
      <JitTable label="Pets" columns={columns} rows={[]} empty="No pets." />,
    );
    expect(screen.getByText('No pets.')).toBeInTheDocument();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('is accessible', async () => {
    const { container } = await renderJit(
      <JitTable
        label="Pets"
        columns={columns}
        rows={rows}
        sorting={{ by: 'name', order: 'asc', onSort: () => undefined }}
      />,
    );
    expect(await axe(container)).toHaveNoViolations();
  });
});
