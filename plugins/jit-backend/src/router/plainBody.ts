import { InputError } from '@backstage/errors';
import { RequestHandler } from 'express';

const NUL = '\u0000';

/** Several times what the longest request of a person holds. */
const MOST_VALUES = 1_000;
/** Deeper than anything of ours, and far from the end of a stack. */
const DEEPEST = 32;

function problem(field: string, message: string) {
  return Object.assign(new InputError(`${field}: ${message}`), {
    code: 'malformed',
    details: [{ field, message }],
  });
}

const noNul = (field: string) => problem(field, 'Take out the NUL character.');

/** What no body of ours is like; bodies may be nested deeper than a stack. */
function whatIsNotPlain(body: unknown) {
  const rest = [{ path: '', value: body, depth: 0 }];
  let values = 0;
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { path, value, depth } = next;
    const field = path || 'body';
    values += 1;
    if (typeof value === 'string' && value.includes(NUL)) return noNul(field);
    if (typeof value !== 'object' || value === null) continue;
    const entries = Object.entries(value);
    if (values + rest.length + entries.length > MOST_VALUES) {
      return problem(
        'body',
        `Send no more than ${MOST_VALUES} values in one request.`,
      );
    }
    if (depth === DEEPEST) {
      return problem('body', `Nest no deeper than ${DEEPEST} levels.`);
    }
    for (const [key, inner] of entries) {
      if (key.includes(NUL)) return noNul(field);
      const at = path ? `${path}.${key}` : key;
      rest.push({ path: at, value: inner, depth: depth + 1 });
    }
  }
  return undefined;
}

/**
 * Refuses what no request of ours is like before anything dear looks at it.
 * PostgreSQL can neither keep nor compare a NUL, wherever it comes from. And
 * the validator judges every value of a body with a sentence for each that is
 * wrong: thousands of them would keep the process from ending access (H30).
 */
export const plainBody: RequestHandler = (req, _res, next) => {
  if (/%00/.test(req.url)) throw noNul('url');
  const key = req.header('idempotency-key');
  if (key?.includes(NUL)) throw noNul('Idempotency-Key');
  const wrong = whatIsNotPlain(req.body);
  if (wrong) throw wrong;
  next();
};
