import { JudgeAgain } from './JudgeAgain';

/** `jit.aws.mode: observe` provisions nothing, and says so. */
export const observing: JudgeAgain = async () => ({
  ok: false,
  code: 'observe-mode',
  message: 'JIT Access only observes here: nothing was set up in AWS',
  fix: 'An administrator can set jit.aws.mode to manage.',
});
