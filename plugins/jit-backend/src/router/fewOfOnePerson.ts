import { RequestHandler } from 'express';
import { errorFor } from '../service/refusalErrors';
import { Turns } from '../service/Turns';
import { RouterOptions } from './createRouter';

/** A browser has six of its own at once, and a page with several lists waits. */
const OF_ONE = { atOnce: Infinity, ofOnePerson: 6, waiting: 60 };

const TOO_MANY = {
  code: 'too-many-at-once',
  message: 'Other requests of yours are still being answered. Wait a little.',
} as const;

/**
 * Few requests of one person at once, whatever they ask for or do: each takes
 * connections, and the engine needs some (H30). Nobody waits for somebody else
 * here, so no revocation waits for another one's flood.
 */
export function fewOfOnePerson({ httpAuth }: RouterOptions): RequestHandler {
  const turns = new Turns(OF_ONE);
  return async (req, res, next) => {
    let isOver = false;
    const over = new Promise<void>(resolve => {
      const end = () => {
        isOver = true;
        resolve();
      };
      // Answered, or left by its sender before
      res.once('finish', end).once('close', end);
    });
    const allow = ['user' as const, 'service' as const];
    const { principal } = await httpAuth.credentials(req, { allow });
    const who =
      principal.type === 'user' ? principal.userEntityRef : principal.subject;
    const turn = turns.take(who, async () => {
      // Whoever has gone meanwhile waits for nothing
      if (isOver) return;
      next();
      await over;
    });
    if (!turn) throw errorFor(TOO_MANY);
    await turn;
  };
}
