export { storm } from './storm';
export type { StormPlan } from './storm';
