import { AccountReading } from './describeAccount';

function byId(readings: AccountReading[]): Map<string, string[]> {
  const refs = new Map<string, string[]>();
  for (const { id, entityRef } of readings) {
    if (id) refs.set(id, [...(refs.get(id) ?? []), entityRef]);
  }
  return refs;
}

/**
 * Marks accounts whose id another entity carries too. Owners of either could
 * otherwise take the other's account over, so nobody but admins may act on
 * them (H12): they are told without owner people.
 */
export function flagDuplicates(readings: AccountReading[]): AccountReading[] {
  const refs = byId(readings);
  return readings.map(reading => {
    const same = (reading.id && refs.get(reading.id)) || [];
    if (same.length < 2) return reading;
    const others = same.filter(ref => ref !== reading.entityRef).join(', ');
    const problem = {
      code: 'duplicate-account',
      message: `The same account id is on ${others}, so only admins may act`,
    };
    return {
      ...reading,
      duplicate: true,
      ownerPeople: [],
      problems: [...reading.problems, problem],
    };
  });
}
