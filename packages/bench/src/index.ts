export { bench } from './bench';
export type { BenchPlan } from './bench';
export type { Figure, Spread } from './figures';
export type { Report } from './table';
