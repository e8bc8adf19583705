import { JitStores } from '../store/createStores';
import { FakeIdentityCenter } from './FakeIdentityCenter';

/** Lists learn of the permission sets that AWS has now. */
export async function projectSets(
  { stores, aws }: { stores: JitStores; aws: FakeIdentityCenter },
  now: Date,
): Promise<void> {
  const sets = [...aws.sets.values()];
  await stores.permissionSets.saveListing(sets.map(({ arn }) => arn));
  for (const set of sets) await stores.permissionSets.save(set, now);
}
