/**
 * The AWS APIs that the JIT portal calls, with AWS's semantics and faults, for
 * demos and tests. Never mistaken for AWS: it binds loopback alone and says
 * "Demo: no real AWS" wherever it shows itself.
 *
 * @packageDocumentation
 */
export { startEmulator } from './server';
export type { Emulator, EmulatorOptions } from './server';
export { EmulatorClock } from './clock';
export { Faults } from './faults/Faults';
export type { Fault, FaultInput } from './faults/Faults';
export { Chaos } from './faults/Chaos';
export type { ChaosInput, ChaosSettings } from './faults/Chaos';
export type { FaultKind } from './faults/kinds';
export type { Limits } from './limits';
export { demoSeed, readSeed } from './seed';
export type { FullSeed, Seed } from './seed';
export { World } from './world/World';
export type {
  AssignmentState,
  ControlPolicyState,
  CredentialsState,
  LateOperation,
  OperationState,
  PermissionSetState,
  RoleState,
  WorldData,
  WorldTimes,
} from './world/types';
