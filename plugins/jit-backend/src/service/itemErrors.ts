import { LoggerService } from '@backstage/backend-plugin-api';
import { ItemError } from '@jit-portal/backstage-plugin-jit-common';
import { Refusal } from '../domain/refusal';

/** Errors whose sentence is meant for the caller. */
const TOLD = [
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'TooManyRequestsError',
  'UnprocessableError',
  'ServiceUnavailableError',
];

/**
 * What one of many answers: the `error` that the route for a single one would
 * answer with. What nobody foresaw is told without its inside.
 */
export function itemErrorOf(thrown: unknown, logger: LoggerService): ItemError {
  const error = thrown as Error & Partial<Omit<Refusal, 'message'>>;
  if (!TOLD.includes(error.name)) {
    logger.error('One of many failed', error);
    return {
      name: 'InternalServerError',
      code: 'unexpected',
      message: 'This could not be done just now. Try again in a minute.',
    };
  }
  const { name, message, code, details, decidedBy, decidedAt } = error;
  return { name, message, code, details, decidedBy, decidedAt };
}

/** Said of the moment: catalog, AWS or time were wanting, or somebody has to wait. */
const FOR_NOW = ['ServiceUnavailableError', 'TooManyRequestsError'];

/** Refused for good; else it may be tried again. */
export function isDecided(thrown: unknown): boolean {
  const { name } = thrown as Error;
  return TOLD.includes(name) && !FOR_NOW.includes(name);
}
