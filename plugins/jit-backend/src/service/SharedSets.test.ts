import { StandardSet } from '../identityCenter/IdentityCenter';
import { SharedSets } from './SharedSets';

describe('the readings of permission sets that decisions share', () => {
  let now: number;
  let asked: string[];
  let answers: ((answer: StandardSet | Error) => void)[];
  let sets: SharedSets;

  const setOf = (fingerprint: string) => ({ fingerprint } as StandardSet);

  beforeEach(() => {
    now = 0;
    asked = [];
    answers = [];
    sets = new SharedSets(
      arn => {
        asked.push(arn);
        return new Promise((resolve, reject) => {
          answers.push(answer =>
            answer instanceof Error ? reject(answer) : resolve(answer),
          );
        });
      },
      () => now,
    );
  });

  it('asks once for all who ask while the answer is on its way', async () => {
    const all = [sets.read('a'), sets.read('a'), sets.read('b')];
    expect(asked).toEqual(['a', 'b']);
    answers[0](setOf('1'));
    answers[1](setOf('2'));
    const found = await Promise.all(all);
    expect(found.map(one => one!.fingerprint)).toEqual(['1', '1', '2']);
  });

  it('asks again once ten seconds have passed since it was asked', async () => {
    const first = sets.read('a');
    now = 9_000;
    answers[0](setOf('1'));
    await first;
    now = 9_999;
    await expect(sets.read('a')).resolves.toEqual(setOf('1'));
    now = 10_000;
    const second = sets.read('a');
    expect(asked).toEqual(['a', 'a']);
    answers[1](setOf('2'));
    await expect(second).resolves.toEqual(setOf('2'));
  });

  it('keeps no trouble for those who ask later (H19)', async () => {
    const both = [sets.read('a'), sets.read('a')];
    answers[0](new Error('reset'));
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    const later = sets.read('a');
    answers[1](setOf('1'));
    await expect(later).resolves.toEqual(setOf('1'));
  });

  it('lets late trouble take nothing from a newer reading', async () => {
    const old = sets.read('a');
    now = 10_000;
    const newer = sets.read('a');
    answers[0](new Error('timed out'));
    await expect(old).rejects.toThrow('timed out');
    answers[1](setOf('2'));
    await newer;
    await expect(sets.read('a')).resolves.toEqual(setOf('2'));
    expect(asked).toHaveLength(2);
  });
});
