const INDENT = '  ';
const TOKEN = /"(?:[^"\\]|\\[^])*"|[[\]{},:]|[^\s[\]{},:"]+/g;

/**
 * Lays JSON out afresh, an element a line, by moving blanks and nothing else:
 * a name that stands twice, or a letter written as an escape, is still there
 * to be told. A text that is no JSON is given back as it came.
 */
export function formatJson(text: string): string {
  if (!isJson(text)) return text;
  const tokens = text.match(TOKEN) ?? [];
  let depth = 0;
  let laidOut = '';
  const newLine = () => `\n${INDENT.repeat(depth)}`;
  tokens.forEach((token, at) => {
    const isEmpty = '[{'.includes(tokens[at - 1] ?? ' ');
    switch (token) {
      case '{':
      case '[':
        depth += 1;
        laidOut += token;
        if (!'}]'.includes(tokens[at + 1])) laidOut += newLine();
        break;
      case '}':
      case ']':
        depth -= 1;
        laidOut += isEmpty ? token : newLine() + token;
        break;
      case ',':
        laidOut += token + newLine();
        break;
      case ':':
        laidOut += ': ';
        break;
      default:
        laidOut += token;
    }
  });
  return laidOut;
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
