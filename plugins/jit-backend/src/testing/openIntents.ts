/** What a check of the record reads of an event. */
interface Recorded {
  type: string;
  data?: unknown;
}

const NOTED = /^aws\.(.+)-noted$/;
const CLOSED =
  /^aws\.(.+)-(done|written|succeeded|failed|refused|lost|resolved)$/;

const operationIdOf = ({ data }: Recorded) =>
  (data as { operationId?: string } | undefined)?.operationId;

/**
 * What is wrong with the intents on record (H33), oldest first: each has a name
 * of its own, is noted once, and is closed once by what became of it. Events
 * come oldest first.
 */
export function intentProblems(events: readonly Recorded[]): string[] {
  const open = new Map<string, string>();
  const known = new Set<string>();
  const problems: string[] = [];
  for (const event of events) {
    const id = operationIdOf(event);
    const noted = NOTED.exec(event.type)?.[1];
    const closed = CLOSED.exec(event.type)?.[1];
    if (noted === undefined && closed === undefined) continue;
    if (!id) {
      problems.push(`${event.type} names no operation`);
    } else if (noted !== undefined) {
      if (known.has(id)) problems.push(`${noted} ${id} is noted again`);
      known.add(id);
      open.set(id, noted);
    } else if (open.get(id) === closed) {
      open.delete(id);
    } else {
      problems.push(`${event.type} ${id} answers nothing that is open`);
    }
  }
  return [
    ...problems,
    ...[...open].map(([id, what]) => `${what} ${id} is open`),
  ];
}
