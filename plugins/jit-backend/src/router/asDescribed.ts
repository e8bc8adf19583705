import { InputError, NotFoundError } from '@backstage/errors';
import { RequestHandler } from 'express';

/**
 * Refuses request targets that are read in two ways. Express takes an absolute
 * target, a `\` or a `#` apart, the validator of the description compares the
 * text: what it did not recognise would reach its route unvalidated.
 */
export const onlyPlainTargets: RequestHandler = (req, _res, next) => {
  const [path] = req.url.split('?');
  if (path === req.path && !/[#\\]/.test(req.url)) {
    next();
    return;
  }
  const message =
    'Send the path and the query alone, with # and \\ percent-encoded';
  next(Object.assign(new InputError(message), { code: 'malformed' }));
};

/**
 * Nothing reaches a route that was not validated by the description: whatever
 * else the two may read differently, such as a HEAD.
 */
export const onlyDescribed: RequestHandler = (req, _res, next) => {
  const isValidated = (req as { openapi?: unknown }).openapi !== undefined;
  next(isValidated ? undefined : new NotFoundError('There is no such route'));
};

const JSON_TYPE = 'application/json';
const IS_JSON = /^\s*application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;

class UnsupportedMediaTypeError extends Error {
  readonly statusCode = 415;
  override name = 'UnsupportedMediaTypeError';
}

/**
 * One media type in one spelling. The validator keeps what it compiled by
 * method, route and media type, and looks that up as a reference: a spelling
 * of one's own could lead it to another schema, and each new one stays in
 * memory. What has no body needs no type, whatever it says.
 */
export const onlyJson: RequestHandler = (req, _res, next) => {
  const told = req.headers['content-type'] ?? JSON_TYPE;
  if (req.method !== 'GET' && !IS_JSON.test(told)) {
    next(new UnsupportedMediaTypeError(`Send the body as ${JSON_TYPE}`));
    return;
  }
  req.headers['content-type'] = JSON_TYPE;
  next();
};
