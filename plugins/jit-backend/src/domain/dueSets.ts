/** What is known of a permission set without asking AWS. */
export interface SetOutline {
  arn: string;
  /** Absent until it was read for the first time. */
  name?: string;
  /** Whether what is in it was read as well. */
  hasContent: boolean;
  readAt?: Date;
  /** Could not be read; not asked for again before. */
  retryAt?: Date;
}

/** Whose content somebody needs: it is offered, or an open session uses it. */
export interface SetsWanted {
  /** By name. */
  offered: ReadonlySet<string>;
  /** By ARN. */
  inUse: ReadonlySet<string>;
}

export interface DueSets {
  /** Never read as they are needed: they hold up what people can ask for. */
  first: string[];
  /** Read before, and old. The longest overdue comes first. */
  again: string[];
  /** Their content is of no use any more, and would only grow old. */
  needless: string[];
}

const MINUTE = 60_000;

/*
 * AWS tells no time of change, so what is in a set has to be read again to
 * know whether it is as it was. A change during a session is drift and told
 * soon (H16); a request for a set that changed meanwhile fails at its review,
 * which reads afresh. The name never changes.
 */
export const KEPT_IN_USE_MS = 3 * MINUTE;
export const KEPT_OFFERED_MS = 15 * MINUTE;

/** Which sets to read next, in that order. */
export function dueSets(
  sets: readonly SetOutline[],
  { offered, inUse }: SetsWanted,
  now: Date,
): DueSets {
  const asked = sets.filter(({ retryAt }) => !retryAt || retryAt <= now);
  const isWanted = ({ arn, name }: SetOutline) =>
    inUse.has(arn) || (name !== undefined && offered.has(name));
  const first = asked.filter(
    set => !set.readAt || (isWanted(set) && !set.hasContent),
  );
  const usedFirst = [
    ...first.filter(({ arn }) => inUse.has(arn)),
    ...first.filter(({ arn }) => !inUse.has(arn)),
  ];
  const again = asked
    .filter(set => set.readAt && set.hasContent && isWanted(set))
    .map(({ arn, readAt }) => ({
      arn,
      dueAt:
        readAt!.getTime() + (inUse.has(arn) ? KEPT_IN_USE_MS : KEPT_OFFERED_MS),
    }))
    .filter(({ dueAt }) => dueAt <= now.getTime())
    .sort((a, b) => a.dueAt - b.dueAt);
  return {
    first: usedFirst.map(({ arn }) => arn),
    again: again.map(({ arn }) => arn),
    needless: sets
      .filter(set => set.hasContent && !isWanted(set))
      .map(({ arn }) => arn),
  };
}
