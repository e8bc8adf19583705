import { refusalsOf } from './refusals';

const refused = (...details: { field: string; message: string }[]) => ({
  body: { error: { message: 'No.', code: 'policy-refused', details } },
});

describe('refusalsOf', () => {
  it('reads a free name from the one that is taken', () => {
    const message =
      'JIT-fix is taken until its permission set is deleted. JIT-fix-2 is free.';
    expect(
      refusalsOf(refused({ field: 'permissionSet.name', message })),
    ).toEqual({ name: { message, suggestion: 'JIT-fix-2' } });
  });

  it('reads the place of what is wrong in the policy, and tells the first', () => {
    const message = 'A name stands twice. (line 7, column 3)';
    expect(
      refusalsOf(
        refused(
          { field: 'permissionSet.inlinePolicy', message },
          { field: 'permissionSet.inlinePolicy', message: 'And more.' },
          { field: 'duration', message: 'Choose less.' },
        ),
      ),
    ).toEqual({
      inlinePolicy: { message, place: { line: 7, column: 3 } },
      minutes: { message: 'Choose less.' },
    });
  });

  it('knows no field where the server named none of ours', () => {
    expect(refusalsOf(undefined)).toEqual({});
    expect(refusalsOf(new Error('connection reset'))).toEqual({});
    expect(
      refusalsOf(refused({ field: 'accountId', message: 'Suspended.' })),
    ).toEqual({});
  });
});
