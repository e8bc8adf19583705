import { Aws } from '../aws';

export const DEMO = 'Demo: no real AWS';

export interface ControlAnswer {
  status: number;
  body: unknown;
}

/** One of the emulator's own controls: what follows its name, and the body. */
export type Route = (aws: Aws, rest: string[], body: any) => ControlAnswer;

/** Thrown by a control that will not do what was asked. */
export class Refusal extends Error {
  constructor(message: string, readonly status: number = 400) {
    super(message);
  }
}

export const ok = (body: unknown, status = 200): ControlAnswer => ({
  status,
  body,
});

/** @throws Refusal when it was not found */
export function known<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Refusal(`There is no ${what}`, 404);
  return found;
}
