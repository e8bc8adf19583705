import { directionOf, SortKey } from './paging';

const key: SortKey = {
  expression: 'requests.requested_at',
  kind: 'time',
  direction: 'desc',
};

describe('the order of a list', () => {
  it.each([
    ['asc', 'asc'],
    ['desc', 'desc'],
    [undefined, 'desc'],
    ['ASC', 'desc'],
    ['asc, (select 1)', 'desc'],
    ['', 'desc'],
  ])('asked for as %s is %s: nothing else gets into SQL', (asked, order) => {
    expect(directionOf(asked, key)).toBe(order);
  });
});
