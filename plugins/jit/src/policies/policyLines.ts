/** A line of a policy as it is shown; a long run of blank ones stands as one. */
export type PolicyLine =
  | { kind: 'text'; number: number; text: string }
  | { kind: 'blank'; from: number; count: number };

/** So many blank lines are layout; more could push a statement out of sight. */
const LAYOUT = 3;

/** The portal's own statement; no policy that is asked for may name one so. */
const END_STATEMENT = '{"Sid":"JitHardEnd"';

/**
 * The lines of a policy, counted as the places of findings are.
 *
 * Blank lines by the hundred would make a policy look as if it ended above
 * them, so they are told and not drawn.
 */
export function policyLines(policy: string): PolicyLine[] {
  const lines: PolicyLine[] = [];
  let blank: string[] = [];
  const flush = (before: number) => {
    const from = before - blank.length;
    if (blank.length > LAYOUT) {
      lines.push({ kind: 'blank', from, count: blank.length });
    } else {
      blank.forEach((text, at) =>
        lines.push({ kind: 'text', number: from + at, text }),
      );
    }
    blank = [];
  };
  const texts = policy.split('\n');
  texts.forEach((text, at) => {
    if (text.trim() === '') {
      blank.push(text);
      return;
    }
    flush(at + 1);
    lines.push({ kind: 'text', number: at + 1, text });
  });
  flush(texts.length + 1);
  return lines;
}

/** The line in which the portal's own end stands, of a policy that has it. */
export function endLineOf(policy: string): number | undefined {
  const at = policy.lastIndexOf(END_STATEMENT);
  return at < 0 ? undefined : policy.slice(0, at).split('\n').length;
}
