import { InputError } from '@backstage/errors';
import { FieldProblem } from '@jit-portal/backstage-plugin-jit-common';
import { ErrorRequestHandler } from 'express';

const RETRY_AFTER_SECONDS = 30;
/** How the validator begins each problem: where it is, then what it is. */
const PROBLEM = /^request\/(?:body|query|params|headers)\/?(\S*) (.*)$/;

const MISSING = /^must have required property '(.+)'$/;

function problemOf([, path, message]: RegExpExecArray): FieldProblem {
  const missing = MISSING.exec(message)?.[1];
  const parts = [...path.split('/'), missing].filter(Boolean);
  return { field: parts.join('.') || 'body', message };
}

/** The fields that the validator complains of; none where it is not its error. */
function fieldsIn(message: string): FieldProblem[] {
  return message
    .split(/, (?=request\/)/)
    .map(part => PROBLEM.exec(part))
    .filter((match): match is RegExpExecArray => match !== null)
    .map(problemOf);
}

/** What errors mean that no rule of ours has given a code. */
const codes: Record<string, string> = {
  InputError: 'malformed',
  AuthenticationError: 'unauthenticated',
  NotAllowedError: 'not-allowed',
  NotFoundError: 'not-found',
  ConflictError: 'conflict',
  PayloadTooLargeError: 'too-large',
  UnsupportedMediaTypeError: 'unsupported-media-type',
  ServiceUnavailableError: 'unavailable',
};

/** Said by what reads bodies: no JSON, cut short, badly compressed. */
function isUnreadable(error: { type?: string; status?: number }): boolean {
  return error.type === 'entity.parse.failed' || error.status === 400;
}

/**
 * Gives every error a code, malformed requests their fields, and 503 its
 * Retry-After. Backstage's own middleware writes the error out.
 */
export function explainErrors(): ErrorRequestHandler {
  return (error, _req, res, next) => {
    if (res.headersSent) {
      // What was begun is broken off: nothing can be told any more
      next(error);
      return;
    }
    if (error.name === 'ServiceUnavailableError') {
      res.set('Retry-After', String(RETRY_AFTER_SECONDS));
    }
    if (error.name !== 'InputError' && isUnreadable(error)) {
      const malformed = new InputError('The body is not JSON');
      next(Object.assign(malformed, { code: 'malformed' }));
      return;
    }
    if (error.code === undefined) {
      error.code = codes[error.name] ?? 'internal';
      const details = error.name === 'InputError' && fieldsIn(error.message);
      if (details && details.length > 0) error.details = details;
    }
    next(error);
  };
}
