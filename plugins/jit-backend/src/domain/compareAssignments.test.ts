import { compareAssignments, KnownKey } from './compareAssignments';
import { Assignee } from './findings';

const now = new Date('2026-11-23T09:00:00.000Z');
const minutesAgo = (minutes: number) =>
  new Date(now.getTime() - minutes * 60_000);

const user: Assignee = { type: 'user', id: 'dana' };
const group: Assignee = { type: 'group', id: 'dana' };

const key: KnownKey = {
  assignmentId: 'a-1',
  principalId: 'dana',
  madeByUs: false,
  hasOpenSession: false,
  isBusy: false,
};
const gone = { ...key, goneAt: minutesAgo(60) };

describe('who has a set', () => {
  it.each<[string, Assignee, KnownKey[], string[]]>([
    ['a person without a record', user, [], ['stranger']],
    ['a group', group, [], ['stranger']],
    ['a group of the same id as a person of ours', group, [key], ['stranger']],
    ['somebody else than ours', { ...user, id: 'eve' }, [key], ['stranger']],
    ['ours, with a session', user, [{ ...key, hasOpenSession: true }], []],
    ['ours, being taken away', user, [{ ...key, madeByUs: true }], []],
    [
      'ours, with an operation on its way',
      user,
      [{ ...gone, isBusy: true }],
      [],
    ],
    [
      'ours, gone so lately that lists may lag',
      user,
      [{ ...gone, operationFinishedAt: minutesAgo(14) }],
      [],
    ],
    [
      'ours, gone for longer than lists lag',
      user,
      [{ ...gone, operationFinishedAt: minutesAgo(15) }],
      ['came-back'],
    ],
    ['asked for once, and never given by us', user, [key], ['stranger']],
  ])('%s', (_, assignee, keys, kinds) => {
    const found = compareAssignments({
      account: { id: '111111111111', name: 'Production' },
      permissionSet: { arn: 'arn:set', name: 'ReadOnly' },
      assignees: [assignee],
      keys,
      now,
    });
    expect(found.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('nobody: nothing', () => {
    expect(
      compareAssignments({
        account: { id: '111111111111', name: 'Production' },
        permissionSet: { arn: 'arn:set', name: 'ReadOnly' },
        assignees: [],
        keys: [gone],
        now,
      }),
    ).toEqual([]);
  });
});
