import { randomBytes } from 'node:crypto';
import { conflict, invalid, overQuota } from '../errors';
import { PermissionSetState } from '../world/types';
import {
  Input,
  Operation,
  pageOf,
  requireInstance,
  requireSet,
  requireText,
} from './context';
import { seenRoles } from './consistency';
import { tagsOf } from './tags';

const NAME = /^[\w+=,.@-]+$/;
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
  if (input.Description !== undefined) {
    requireText(input, 'Description', DESCRIPTION, 700);
  }
  if (world.data.permissionSets.some(set => set.name === name)) {
    throw conflict(`PermissionSet with name ${name} already exists.`);
  }
  if (world.data.permissionSets.length >= world.seed.quotas.permissionSets) {
    throw overQuota('You have exceeded the number of permission sets.');
  }
  const instance = world.seed.instanceArn.split('/')[1];
  const set: PermissionSetState = {
    arn: `arn:aws:sso:::permissionSet/${instance}/ps-${randomBytes(8).toString(
      'hex',
    )}`,
    name,
    description: input.Description,
    sessionDuration: sessionDurationOf(input),
    relayState: input.RelayState,
    createdAt: world.clock.now().getTime(),
    managedPolicies: [],
    customerPolicies: [],
    tags: tagsOf(input.Tags),
    revision: 1,
  };
  world.data.permissionSets.push(set);
  return { PermissionSet: described(set) };
};

const updatePermissionSet: Operation = (context, input) => {
  const set = requireSet(context, input);
  if (input.Description !== undefined) set.description = input.Description;
  if (input.SessionDuration !== undefined) {
    set.sessionDuration = sessionDurationOf(input);
  }
  // PUT-like: an omitted RelayState is cleared
  set.relayState = input.RelayState;
  set.revision += 1;
  return {};
};

const deletePermissionSet: Operation = (context, input) => {
  const set = requireSet(context, input);
  const { data } = context.world;
  const used =
    seenRoles(context, one => one.permissionSetArn === set.arn).length > 0 ||
    data.operations.some(
      one => one.permissionSetArn === set.arn && one.status === 'IN_PROGRESS',
    );
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
