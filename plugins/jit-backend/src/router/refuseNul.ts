import { InputError } from '@backstage/errors';
import { RequestHandler } from 'express';

const NUL = '\u0000';

/** Where in a body there is one; bodies may be nested deeper than a stack. */
function fieldWithNul(body: unknown): string | undefined {
  const rest: { path: string; value: unknown }[] = [{ path: '', value: body }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { path, value } = next;
    if (typeof value === 'string' && value.includes(NUL)) return path || 'body';
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key.includes(NUL)) return path || 'body';
        rest.push({ path: path ? `${path}.${key}` : key, value: inner });
      }
    }
  }
  return undefined;
}

function problem(field: string) {
  const message = 'Take out the NUL character.';
  return Object.assign(new InputError(`${field}: ${message}`), {
    code: 'malformed',
    details: [{ field, message }],
  });
}

/**
 * PostgreSQL can neither keep nor compare a NUL, and no text of ours has one:
 * wherever it comes from, it is told as what it is.
 */
export const refuseNul: RequestHandler = (req, _res, next) => {
  if (/%00/.test(req.url)) throw problem('url');
  const key = req.header('idempotency-key');
  if (key?.includes(NUL)) throw problem('Idempotency-Key');
  const field = fieldWithNul(req.body);
  if (field) throw problem(field);
  next();
};
