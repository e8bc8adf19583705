/**
 * What other backend plugins and permission policies build on.
 *
 * @packageDocumentation
 */
export * from './resources';
export * from './rules';
export * from './conditions';
export * from './readConditions';
export * from './jitPolicyDecision';
export * from './JitPolicy';
export * from './checkpoints';
