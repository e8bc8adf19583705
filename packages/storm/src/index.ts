export { bundleBackend } from './bundle';
export { storm } from './storm';
export type { StormPlan } from './storm';
