import { CustomValues } from './customValues';
import {
  DraftKey,
  forgetDraft,
  putDraftAside,
  readDraft,
  writeDraft,
} from './customDraft';

const dana: DraftKey = {
  userRef: 'user:default/dana',
  accountId: '111111111111',
};
const values: CustomValues = {
  name: 'fix-export',
  sessionMinutes: 60,
  managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  inlinePolicy: '{',
  accepted: '',
  minutes: NaN,
  justification: 'Send the failed payouts again',
};

describe('drafts', () => {
  beforeEach(() => sessionStorage.clear());

  it('come back as they were, a number that is none included', () => {
    writeDraft(dana, values);
    expect(readDraft(dana)).toEqual({ values, chosen: true });
  });

  it.each<[string, DraftKey]>([
    ['another person', { ...dana, userRef: 'user:default/theo' }],
    ['another account', { ...dana, accountId: '222222222222' }],
    ['a request that is asked for again', { ...dana, from: 'REQ-7' }],
  ])('are nobody else’s: %s', (_whose, key) => {
    writeDraft(dana, values);
    expect(readDraft(key)).toBeUndefined();
    forgetDraft(key);
    expect(readDraft(dana)).toBeDefined();
  });

  it('wait while a standard set is looked at, and go when sent', () => {
    putDraftAside(dana);
    expect(readDraft(dana)).toBeUndefined();
    writeDraft(dana, values);
    putDraftAside(dana);
    expect(readDraft(dana)).toEqual({ values, chosen: false });
    forgetDraft(dana);
    expect(readDraft(dana)).toBeUndefined();
    expect(sessionStorage).toHaveLength(0);
  });

  it.each([
    ['no JSON', '{'],
    ['something else', '[1,2]'],
    ['half a draft', '{"values":{"name":"x"},"chosen":true}'],
    [
      'a draft of other kinds',
      JSON.stringify({ values: { ...values, minutes: 5, name: {} } }),
    ],
  ])('are left where they are none: %s', (_what, text) => {
    writeDraft(dana, values);
    sessionStorage.setItem(sessionStorage.key(0)!, text);
    expect(readDraft(dana)).toBeUndefined();
  });

  it('do without storage where there is none', () => {
    const set = jest
      .spyOn(Storage.prototype, 'setItem')
      .mockImplementation(() => {
        throw new Error('QuotaExceededError');
      });
    expect(() => writeDraft(dana, values)).not.toThrow();
    set.mockRestore();
  });
});
