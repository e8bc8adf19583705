import { setTimeout } from 'node:timers/promises';
import { RequestHandler, Response } from 'express';
import { errorFor } from '../service/refusalErrors';
import { Turns } from '../service/Turns';
import { RouterOptions } from './createRouter';

/** A browser has six of its own at once, and a page with several lists waits. */
const OF_ONE = { atOnce: Infinity, ofOnePerson: 6, waiting: 60 };

const TOO_MANY = {
  code: 'too-many-at-once',
  message: 'Other requests of yours are still being answered. Wait a little.',
} as const;

/** Whatever does not come to an end keeps nobody out for longer. */
const LONGEST_MS = 120_000;

type Pause = (milliseconds: number) => Promise<unknown>;
const pause: Pause = ms => setTimeout(ms, undefined, { ref: false });

/**
 * Until whoever works on it has ended. A sender who leaves ends nothing: the
 * work goes on, and a place that were free by then would make any number of
 * it. Only what is being sent, a file, stops when nobody takes it.
 */
function worked(res: Response): Promise<void> {
  return new Promise(resolve => {
    const end = res.end.bind(res) as (...args: unknown[]) => Response;
    res.end = ((...args: unknown[]) => {
      resolve();
      return end(...args);
    }) as Response['end'];
    res.once('close', () => {
      if (res.headersSent) resolve();
    });
  });
}

/**
 * Few requests of one person at once, whatever they ask for or do: each takes
 * connections, and the engine needs some (H30). Nobody waits for somebody else
 * here, so no revocation waits for another one's flood.
 */
export function fewOfOnePerson(
  { httpAuth }: Pick<RouterOptions, 'httpAuth'>,
  rest: Pause = pause,
): RequestHandler {
  const turns = new Turns(OF_ONE);
  return async (req, res, next) => {
    let hasLeft = false;
    res.once('close', () => {
      hasLeft = true;
    });
    const allow = ['user' as const, 'service' as const];
    const { principal } = await httpAuth.credentials(req, { allow });
    const who =
      principal.type === 'user' ? principal.userEntityRef : principal.subject;
    const turn = turns.take(who, async () => {
      // Whoever has gone meanwhile waits for nothing
      if (hasLeft) return;
      const done = worked(res);
      next();
      await Promise.race([done, rest(LONGEST_MS)]);
    });
    if (!turn) throw errorFor(TOO_MANY);
    await turn;
  };
}
