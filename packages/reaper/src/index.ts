import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Aws } from './Aws';
import { readLiveList } from './LiveList';
import { reap } from './reap';

export { readLiveList };
export type { LiveAssignment, LiveList } from './LiveList';

const HELP = `jit-reaper --list FILE [--apply] [--all] [--endpoint URL]

Takes away what JIT Access has given, when the portal is gone for good.

  --list FILE     live-assignments.json of jit.recovery.directory
  --apply         does it; without it only says what it would do
  --all           takes away what is not over yet, too
  --endpoint URL  an emulator on this machine, instead of AWS`;

const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * The command line.
 *
 * @returns the exit code: 0 when nothing that should be gone is left, 1 when
 *   something is, 2 for what cannot be done at all
 */
export async function main(args: string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    process.stderr.write(`error: ${(error as Error).message}\n`);
    return 2;
  }
}

async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      list: { type: 'string' },
      apply: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      endpoint: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !values.list) {
    say(HELP);
    return values.help ? 0 : 2;
  }
  const list = readLiveList(readFileSync(values.list, 'utf8'));
  const tools = { pause: (milliseconds: number) => pause(milliseconds) };
  const aws = new Aws(list.home, { endpoint: values.endpoint, ...tools });
  const { apply, all } = values;
  const left = await reap({
    list,
    now: new Date(),
    apply,
    all,
    aws,
    say,
    ...tools,
  });
  return left === 0 ? 0 : 1;
}
