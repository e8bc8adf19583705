import { conflict, invalid, overQuota } from '../errors';
import { makeSet } from '../world/makeSet';
import { PermissionSetState } from '../world/types';
import {
  Input,
  Operation,
  requireInstance,
  requireSet,
  requireText,
} from './context';
import { pageOf } from './pages';
import { seenRoles } from './consistency';
import { tagsOf } from './tags';

const NAME = /^[\w+=,.@-]+$/;
const RELAY_STATE = /^[a-zA-Z0-9&$@#\\/%?=~\-_'"|!:,.;*+[\] (){}]+$/;
const DESCRIPTION = /^[\t\n\r\x20-\x7E\xA1-\xFF]*$/;

function sessionDurationOf(input: Input): string {
  const text = input.SessionDuration ?? 'PT1H';
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(text);
  const minutes = match
    ? Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0)
    : NaN;
  if (!(minutes >= 60 && minutes <= 720)) {
    throw invalid(`SessionDuration ${text} must be between PT1H and PT12H`);
  }
  return text;
}

function checkDescription(input: Input): void {
  if (input.Description === undefined) return;
  requireText(input, 'Description', DESCRIPTION, 700);
}

function relayStateOf(input: Input): string | undefined {
  if (input.RelayState === undefined) return undefined;
  return requireText(input, 'RelayState', RELAY_STATE, 240);
}

function described(set: PermissionSetState) {
  return {
    Name: set.name,
    PermissionSetArn: set.arn,
    Description: set.description,
    CreatedDate: set.createdAt / 1000,
    SessionDuration: set.sessionDuration,
    RelayState: set.relayState,
  };
}

const createPermissionSet: Operation = (context, input) => {
  requireInstance(context, input);
  const { world } = context;
  const name = requireText(input, 'Name', NAME, 32);
  checkDescription(input);
  if (world.data.permissionSets.some(set => set.name === name)) {
    throw conflict(`PermissionSet with name ${name} already exists.`);
  }
  if (world.data.permissionSets.length >= world.seed.quotas.permissionSets) {
    throw overQuota('You have exceeded the number of permission sets.');
  }
  const set = makeSet(world, {
    name,
    description: input.Description,
    sessionDuration: sessionDurationOf(input),
    relayState: relayStateOf(input),
    tags: tagsOf(input.Tags),
  });
  return { PermissionSet: described(set) };
};

const updatePermissionSet: Operation = (context, input) => {
  const set = requireSet(context, input);
  checkDescription(input);
  const relayState = relayStateOf(input);
  if (input.SessionDuration !== undefined) {
    set.sessionDuration = sessionDurationOf(input);
  }
  if (input.Description !== undefined) set.description = input.Description;
  // PUT-like: an omitted RelayState is cleared
  set.relayState = relayState;
  set.revision += 1;
  return {};
};

const deletePermissionSet: Operation = (context, input) => {
  const set = requireSet(context, input);
  const { data } = context.world;
  const isOf = (one: { permissionSetArn: string }) =>
    one.permissionSetArn === set.arn;
  const used =
    data.roles.some(isOf) ||
    seenRoles(context, isOf).length > 0 ||
    data.operations.some(one => isOf(one) && one.status === 'IN_PROGRESS');
  if (used) {
    throw conflict(
      'Could not delete because PermissionSet has ApplicationProfile associated with it.',
    );
  }
  data.permissionSets = data.permissionSets.filter(one => one !== set);
  return {};
};

export const permissionSetOperations: Record<string, Operation> = {
  CreatePermissionSet: createPermissionSet,
  UpdatePermissionSet: updatePermissionSet,
  DeletePermissionSet: deletePermissionSet,
  DescribePermissionSet: (context, input) => ({
    PermissionSet: described(requireSet(context, input)),
  }),
  ListPermissionSets: (context, input) => {
    requireInstance(context, input);
    const { page, NextToken } = pageOf(
      context.world.data.permissionSets,
      input,
    );
    return { PermissionSets: page.map(set => set.arn), NextToken };
  },
};
