import {
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  DescribePermissionSetProvisioningStatusCommand,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentsCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ProvisionPermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import { EmulatorClock } from '../clock';
import { demoSeed } from '../seed';
import { EmulatorOptions, startEmulator } from '../server';
import { clientsFor, keyOf, post, setNamed } from './clients';

export const InstanceArn = demoSeed.instanceArn;
export const PRODUCTION = '111111111111';
export const STAGING = '222222222222';
export const MANAGEMENT = '999999999999';
export const READ_ONLY = setNamed('ReadOnlyAccess').arn;

export const dana = (accountId = PRODUCTION) =>
  keyOf('dana', 'ReadOnlyAccess', accountId);
export const theo = (accountId = PRODUCTION) =>
  keyOf('theo', 'ReadOnlyAccess', accountId);

/** An emulator whose time stands still, and what the tests ask of it. */
export async function emulated(options: Partial<EmulatorOptions> = {}) {
  const clock = new EmulatorClock();
  clock.freeze(true);
  const emulator = await startEmulator({
    port: 0,
    clock,
    limits: 'off',
    seed: structuredClone(demoSeed),
    ...options,
  });
  const clients = clientsFor(emulator.url);
  const { sso } = clients;
  return {
    emulator,
    clock,
    clients,
    close: () => emulator.close(),
    /** Lets whatever is under way end. */
    finish: () => clock.advance(800),
    control: (path: string, body: unknown = {}, method = 'POST') =>
      post(`${emulator.url}/_emulator/${path}`, body, method),
    state: async () =>
      (await fetch(`${emulator.url}/_emulator/state`)).json() as Promise<any>,

    create: async (key = dana()) =>
      (await sso.send(new CreateAccountAssignmentCommand(key)))
        .AccountAssignmentCreationStatus!,
    remove: async (key = dana()) =>
      (await sso.send(new DeleteAccountAssignmentCommand(key)))
        .AccountAssignmentDeletionStatus!,
    provision: async (TargetId = PRODUCTION, PermissionSetArn = READ_ONLY) =>
      (
        await sso.send(
          new ProvisionPermissionSetCommand({
            InstanceArn,
            PermissionSetArn,
            TargetType: 'AWS_ACCOUNT',
            TargetId,
          }),
        )
      ).PermissionSetProvisioningStatus!,

    creation: async (id: string) =>
      (
        await sso.send(
          new DescribeAccountAssignmentCreationStatusCommand({
            InstanceArn,
            AccountAssignmentCreationRequestId: id,
          }),
        )
      ).AccountAssignmentCreationStatus!,
    deletion: async (id: string) =>
      (
        await sso.send(
          new DescribeAccountAssignmentDeletionStatusCommand({
            InstanceArn,
            AccountAssignmentDeletionRequestId: id,
          }),
        )
      ).AccountAssignmentDeletionStatus!,
    provisioning: async (id: string) =>
      (
        await sso.send(
          new DescribePermissionSetProvisioningStatusCommand({
            InstanceArn,
            ProvisionPermissionSetRequestId: id,
          }),
        )
      ).PermissionSetProvisioningStatus!,
    creationsInProgress: async () =>
      (
        await sso.send(
          new ListAccountAssignmentCreationStatusCommand({
            InstanceArn,
            Filter: { Status: 'IN_PROGRESS' },
          }),
        )
      ).AccountAssignmentsCreationStatus!,

    assigned: async (AccountId = PRODUCTION, PermissionSetArn = READ_ONLY) =>
      (
        await sso.send(
          new ListAccountAssignmentsCommand({
            InstanceArn,
            AccountId,
            PermissionSetArn,
          }),
        )
      ).AccountAssignments!.map(one => one.PrincipalId),
    provisionedIn: async (
      PermissionSetArn = READ_ONLY,
      ProvisioningStatus?:
        | 'LATEST_PERMISSION_SET_PROVISIONED'
        | 'LATEST_PERMISSION_SET_NOT_PROVISIONED',
    ) =>
      (
        await sso.send(
          new ListAccountsForProvisionedPermissionSetCommand({
            InstanceArn,
            PermissionSetArn,
            ProvisioningStatus,
          }),
        )
      ).AccountIds!,
  };
}

export type Emulated = Awaited<ReturnType<typeof emulated>>;
