import { invalid, notFound } from '../errors';
import { CallFaults } from '../faults/CallFaults';
import { Limits } from '../limits';
import { AssignmentState, PermissionSetState } from '../world/types';
import { World } from '../world/World';

/** What an operation may use. */
export interface Context {
  world: World;
  limits: Limits | 'off';
  /** Faults that could hit this call; the operation takes those it carries out. */
  faults: CallFaults;
  /** How deleting a missing assignment answers: at once, or FAILED in the end. */
  missingAssignment: 'async' | 'sync';
}

export type Input = Record<string, any>;
export type Operation = (context: Context, input: Input) => unknown;

export function requireText(
  input: Input,
  field: string,
  pattern: RegExp,
  max: number,
): string {
  const value = input[field];
  if (typeof value !== 'string' || value.length === 0) {
    throw invalid(
      `Value at '${field}' failed to satisfy constraint: Member must not be null`,
    );
  }
  if (value.length > max || !pattern.test(value)) {
    throw invalid(
      `Value '${value.slice(
        0,
        60,
      )}' at '${field}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${
        pattern.source
      }, length at most ${max}`,
    );
  }
  return value;
}

export function requireInstance({ world }: Context, input: Input): void {
  const arn = requireText(
    input,
    'InstanceArn',
    /^arn:aws(-[a-z]{1,5}){0,3}:sso:::instance\/(sso)?ins-[a-zA-Z0-9-.]{16}$/,
    1224,
  );
  if (arn !== world.seed.instanceArn) {
    throw notFound(`Instance ${arn} not found`);
  }
}

export function requireSet(context: Context, input: Input): PermissionSetState {
  requireInstance(context, input);
  const arn = requireText(
    input,
    'PermissionSetArn',
    /^arn:aws(-[a-z]{1,5}){0,3}:sso:::permissionSet\/(sso)?ins-[a-zA-Z0-9-.]{16}\/ps-[a-zA-Z0-9-./]{16}$/,
    1224,
  );
  const set = context.world.data.permissionSets.find(one => one.arn === arn);
  if (!set) throw notFound(`PermissionSet with id ${arn} not found`);
  return set;
}

export function requireAccountId(input: Input, field: string): string {
  return requireText(input, field, /^\d{12}$/, 12);
}

/** @param stands whether something is left of a principal that is gone */
export function requirePrincipal(
  context: Context,
  input: Input,
  stands: (principalId: string) => boolean = () => false,
) {
  const type = input.PrincipalType as AssignmentState['principalType'];
  if (type !== 'USER' && type !== 'GROUP') {
    throw invalid(
      `Value '${type}' at 'principalType' failed to satisfy constraint: Member must satisfy enum value set: [USER, GROUP]`,
    );
  }
  const id = requireText(
    input,
    'PrincipalId',
    /^([0-9a-f]{10}-|)[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}$/,
    47,
  );
  const { users, groups } = context.world.seed;
  const known = (type === 'USER' ? users : groups).some(one => one.id === id);
  if (!known && !stands(id)) throw notFound(`${type} with id ${id} not found`);
  return { type, id };
}
