import { Refusal } from './refusal';

/** One thing twice in a list is a mistake: which of the two would count? */
export function repeatedProblem(
  names: string[],
  fieldOf: (index: number) => string,
): Refusal | undefined {
  const folded = names.map(name => name.trim().toLowerCase());
  const details = folded.flatMap((name, index) =>
    folded.indexOf(name) < index
      ? [{ field: fieldOf(index), message: `${names[index]} is listed twice.` }]
      : [],
  );
  if (details.length === 0) return undefined;
  const message = details.map(one => one.message).join(' ');
  return { code: 'invalid-values', message, details };
}
