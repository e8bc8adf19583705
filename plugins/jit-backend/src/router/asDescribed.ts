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
