import { intentProblems } from './openIntents';

const event = (type: string, operationId?: string) => ({
  type,
  data: { operationId },
});

describe('the check that no intent stays open on record (H33)', () => {
  it('finds nothing where each intent has its answer', () => {
    expect(
      intentProblems([
        event('aws.create-noted', '1'),
        event('aws.denies-noted', '2'),
        event('aws.create-accepted', '1'),
        event('aws.denies-written', '2'),
        event('session.activated'),
        event('aws.create-succeeded', '1'),
        event('aws.set-attach-noted', '3'),
        event('aws.set-attach-unknown', '3'),
        event('aws.set-attach-resolved', '3'),
      ]),
    ).toEqual([]);
  });

  it.each([
    [
      'an intent without an answer',
      [event('aws.provision-noted', '1'), event('aws.provision-accepted', '1')],
      'provision 1 is open',
    ],
    [
      'an answer to nothing',
      [event('aws.set-delete-done', '1')],
      'aws.set-delete-done 1 answers nothing that is open',
    ],
    [
      'a second answer',
      [
        event('aws.delete-noted', '1'),
        event('aws.delete-succeeded', '1'),
        event('aws.delete-lost', '1'),
      ],
      'aws.delete-lost 1 answers nothing that is open',
    ],
    [
      'an answer to something else',
      [event('aws.create-noted', '1'), event('aws.delete-succeeded', '1')],
      'aws.delete-succeeded 1 answers nothing that is open',
    ],
    [
      'an intent that is noted twice',
      [
        event('aws.create-noted', '1'),
        event('aws.create-refused', '1'),
        event('aws.create-noted', '1'),
        event('aws.create-refused', '1'),
      ],
      'create 1 is noted again',
    ],
    [
      'an intent without a name',
      [event('aws.denies-noted')],
      'aws.denies-noted names no operation',
    ],
  ])('finds %s', (_, events, problem) => {
    expect(intentProblems(events)).toContain(problem);
  });
});
