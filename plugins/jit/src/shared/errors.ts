/** The HTTP status that a caught error carries, if it is an answer. */
export function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown })?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** What kind of refusal it is, in the server's stable word. */
export function codeOf(error: unknown): string | undefined {
  const body = (error as { body?: { error?: { code?: unknown } } })?.body;
  const code = body?.error?.code;
  return typeof code === 'string' ? code : undefined;
}

/** The server's sentence, without the client's preamble around it. */
export function sentenceOf(error: unknown): string {
  const body = (error as { body?: { error?: { message?: string } } })?.body;
  if (body?.error?.message) return body.error.message;
  return error instanceof Error ? error.message : String(error);
}

/** The id under which the server's log tells more about an internal error. */
export function errorIdOf(error: unknown): string | undefined {
  return /logId=(\w+)/.exec(sentenceOf(error))?.[1];
}
