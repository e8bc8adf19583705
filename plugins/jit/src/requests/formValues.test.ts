import { anAccount, theOptions } from '../__testUtils__/samples';
import { FormValues, presetsOf, problemsOf, withoutTicket } from './formValues';

const good: FormValues = {
  permissionSet: 'ReadOnlyAccess',
  minutes: 60,
  justification: 'Look into failed payouts',
};

describe('problemsOf', () => {
  it.each<[string, Partial<FormValues>, object]>([
    ['nothing wrong', {}, {}],
    [
      'no set chosen',
      { permissionSet: '' },
      { permissionSet: { kind: 'required' } },
    ],
    [
      'a set that is not offered here',
      { permissionSet: 'AdministratorAccess' },
      { permissionSet: { kind: 'required' } },
    ],
    ['over the cap', { minutes: 255 }, { minutes: { kind: 'duration' } }],
    ['under the minimum', { minutes: 0 }, { minutes: { kind: 'duration' } }],
    ['not a number', { minutes: NaN }, { minutes: { kind: 'duration' } }],
    ['between the steps', { minutes: 50 }, { minutes: { kind: 'step' } }],
    [
      'ten characters, spaces around not counted',
      { justification: '  ten chars.  ' },
      { justification: { kind: 'too-short', missing: 10 } },
    ],
    [
      'little to read between many blanks',
      { justification: `why${' '.repeat(30)}not` },
      { justification: { kind: 'too-short', missing: 13 } },
    ],
    ['a thousand emoji', { justification: '🙂'.repeat(1000) }, {}],
    [
      'too much said',
      { justification: 'x'.repeat(1001) },
      { justification: { kind: 'too-long' } },
    ],
  ])('%s', (_remark, change, problems) => {
    expect(problemsOf({ ...good, ...change }, theOptions())).toEqual(problems);
  });
});

describe('presetsOf', () => {
  it('offers none that the server would refuse', () => {
    const { limits } = anAccount();
    expect(presetsOf(limits)).toEqual([30, 60, 120, 240]);
    expect(presetsOf({ ...limits, durationMax: 'PT1H' })).toEqual([30, 60]);
    expect(presetsOf({ ...limits, durationStep: 'PT1H' })).toEqual([
      60, 120, 240,
    ]);
  });
});

describe('withoutTicket', () => {
  it('leaves the ticket of last time out', () => {
    expect(
      withoutTicket('Fix exports, OPS-771 https://tracker/OPS-771 for audit'),
    ).toBe('Fix exports, for audit');
  });
});
