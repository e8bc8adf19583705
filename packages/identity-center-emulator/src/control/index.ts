import { Aws } from '../aws';
import { moveClock, readClock } from './clock';
import { credentials } from './credentials';
import { addToGroup, changeUser, deleteUser, takeFromGroup } from './directory';
import {
  addFault,
  clearFaults,
  readChaos,
  readFaults,
  startChaos,
  stopChaos,
} from './faults';
import {
  assignOutside,
  changeAccount,
  changeCaller,
  changeControlPolicy,
  removeOutside,
} from './outsiders';
import { changeSet, withdrawSet } from './permissionSets';
import { ControlAnswer, Refusal, Route } from './route';
import { readState } from './state';

export { DEMO } from './route';
export { page } from './state';

const routes: Record<string, Route> = {
  'GET state': readState,
  'GET clock': readClock,
  'POST clock': moveClock,
  'GET faults': readFaults,
  'POST faults': addFault,
  'DELETE faults': clearFaults,
  'GET chaos': readChaos,
  'POST chaos': startChaos,
  'DELETE chaos': stopChaos,
  'POST users': changeUser,
  'DELETE users': deleteUser,
  'POST groups': addToGroup,
  'DELETE groups': takeFromGroup,
  'POST caller': changeCaller,
  'POST permission-sets': changeSet,
  'DELETE permission-sets': withdrawSet,
  'POST accounts': changeAccount,
  'POST policies': changeControlPolicy,
  'POST assignments': assignOutside,
  'DELETE assignments': removeOutside,
  'POST role-credentials': credentials,
};

/** The emulator's own controls, under /_emulator. */
export function control(
  aws: Aws,
  method: string,
  path: string[],
  body: unknown,
): ControlAnswer {
  const [what, ...rest] = path;
  const route = routes[`${method} ${what}`];
  try {
    if (!route) {
      throw new Refusal(
        `${method} /_emulator/${path.join('/')} does not exist`,
        404,
      );
    }
    return route(aws, rest.map(decodeURIComponent), body);
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 400;
    return { status, body: { error: (error as Error).message } };
  }
}
