export { Engine } from './Engine';
export type { EngineOptions, EngineStatus } from './Engine';
export type { JudgeAgain, Verdict } from './JudgeAgain';
