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

function isSyntaxError(error: { type?: string }): boolean {
  return error.type === 'entity.parse.failed';
}

/**
 * Gives malformed requests their code, and 503 its Retry-After. Backstage's
 * own middleware writes the error out.
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
    if (isSyntaxError(error)) {
      const malformed = new InputError('The body is not JSON');
      next(Object.assign(malformed, { code: 'malformed' }));
      return;
    }
    if (error.name === 'InputError' && error.code === undefined) {
      const details = fieldsIn(error.message);
      next(
        Object.assign(
          error,
          { code: 'malformed' },
          details.length > 0 && { details },
        ),
      );
      return;
    }
    next(error);
  };
}
