import { ok, Route } from './route';

export const readFaults: Route = aws => ok({ faults: aws.faults.list() });

export const addFault: Route = (aws, _, body) => ok(aws.faults.add(body), 201);

export const clearFaults: Route = (aws, [id]) => {
  aws.faults.clear(id);
  return ok({ faults: aws.faults.list() });
};

export const readChaos: Route = aws =>
  ok({
    chaos: aws.faults.chaos.settings,
    faultsInjected: aws.faults.injected,
  });

export const startChaos: Route = (aws, _, body) =>
  ok(aws.faults.chaos.start(body), 201);

/** Nothing random from now on; what was injected stays counted. */
export const stopChaos: Route = (aws, rest, body) => {
  aws.faults.chaos.stop();
  return readChaos(aws, rest, body);
};
