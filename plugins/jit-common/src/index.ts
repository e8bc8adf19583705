/**
 * Words, states, permissions, API types and client of the JIT portal.
 *
 * @packageDocumentation
 */
export * from './words';
export * from './states';
export * from './api';
export * from './audit';
export * from './bulk';
export * from './drift';
export * from './insights';
export * from './ownership';
export { exportFileName } from './exports';
export type { RequestExportFile, RequestExportQuery } from './exports';
export * from './pauses';
export * from './policies';
export * from './policySize';
export * from './annotations';
export * from './durations';
export * from './permissions';
export * from './signals';
export * from './text';
export * from './client';
