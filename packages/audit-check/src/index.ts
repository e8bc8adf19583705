import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Checkpoints, readPublicKey } from './Checkpoints';
import { line } from './format';
import { Problem, RecordCheck, Verdict } from './RecordCheck';

export { Checkpoints, readPublicKey, RecordCheck };
export type { Problem, Verdict };

const HELP = `jit-audit-check --export FILE [--checkpoints FILE]… [--key FILE]… [--retention DAYS]

Checks an export of JIT Access's audit record: that it is what was told outside
of the portal, and says what it said then.

  --export FILE       what GET /api/jit/audit-events/export gave
  --checkpoints FILE  checkpoints.ndjson of a replica, or a log that has them;
                      several files are taken together
  --key FILE          the public half of what signs them, PEM; several, where
                      the key was changed. Without one no signature is looked
                      at: then it ends with 3 at best
  --retention DAYS    reports it where something younger was taken away

It tells nothing of what came after the last checkpoint.`;

/** Where the tool says what it found. */
export type Say = (text: string) => void;

/**
 * Checks a record.
 *
 * @param lines - of the export
 * @throws Error where a line is not of an export
 */
export async function checkRecord(
  lines: AsyncIterable<string> | Iterable<string>,
  checkpoints: Checkpoints,
  retentionMs?: number,
): Promise<Verdict> {
  const check = new RecordCheck(checkpoints, retentionMs);
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() === '') continue;
    const read = line.safeParse(jsonOf(text));
    if (!read.success) {
      throw new Error(
        `Line ${number} is not of an export: ${read.error.issues
          .map(({ path, message }) => `${path.join('.') || 'it'} ${message}`)
          .join('; ')}`,
      );
    }
    check.read(read.data);
  }
  return check.verdict();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function placeOf({ from, to }: Problem): string {
  if (from === undefined) return '';
  return from === to ? ` at ${from}` : ` at ${from} to ${to}`;
}

/** Says what was found; nobody has to know the format to read it. */
function tell(verdict: Verdict, checkpoints: Checkpoints, say: Say): void {
  const { problems, notes, events, last } = verdict;
  const told = checkpoints.last;
  say(`${events} events, to position ${last}; ${checkpoints.size} checkpoints`);
  for (const note of notes) say(`note: ${note}`);
  if (checkpoints.unsigned > 0) {
    say(
      `note: ${checkpoints.unsigned} checkpoints are not signed: whoever could write where they were kept could have forged them`,
    );
  }
  if (checkpoints.unread > 0) {
    say(`note: ${checkpoints.unread} lines of checkpoints cannot be read`);
  }
  if (!told) {
    say(
      'note: without checkpoints from outside nobody can tell whether the whole chain was made anew',
    );
  } else if (last > told.position) {
    say(
      `note: nothing outside stands for ${
        told.position + 1
      } to ${last}, which came after the last checkpoint of ${told.at}`,
    );
  }
  for (const problem of problems) {
    say(`PROBLEM ${problem.kind}${placeOf(problem)}: ${problem.what}`);
  }
  if (checkpoints.unchecked > 0) {
    say(
      `WARNING: NO SIGNATURE WAS LOOKED AT. ${checkpoints.unchecked} checkpoints are signed, and no --key was given: whoever could write where they were kept could have put others in their place. Give the public key with --key.`,
    );
  }
  if (problems.length > 0) {
    say(`The record does not hold: ${problems.length} problems.`);
  } else if (checkpoints.unchecked > 0) {
    say('The record agrees with checkpoints that nobody has verified.');
  } else {
    say('The record holds.');
  }
}

const print: Say = text => process.stdout.write(`${text}\n`);

async function run(args: string[], say: Say): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      export: { type: 'string' },
      checkpoints: { type: 'string', multiple: true, default: [] },
      key: { type: 'string', multiple: true, default: [] },
      retention: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !values.export) {
    say(HELP);
    return values.help ? 0 : 2;
  }
  const days = Number(values.retention ?? Number.NaN);
  if (values.retention !== undefined && !(days > 0)) {
    throw new Error('--retention must be a number of days, such as 2556');
  }
  const keys = values.key.map(file =>
    readPublicKey(readFileSync(file, 'utf8')),
  );
  const checkpoints = new Checkpoints(keys);
  for (const file of values.checkpoints) {
    checkpoints.read(readFileSync(file, 'utf8'), file);
  }
  const lines = createInterface({
    input: createReadStream(values.export, 'utf8'),
    crlfDelay: Infinity,
  });
  const retentionMs = days > 0 ? days * 86_400_000 : undefined;
  const verdict = await checkRecord(lines, checkpoints, retentionMs);
  tell(verdict, checkpoints, say);
  if (verdict.problems.length > 0) return 1;
  return checkpoints.unchecked > 0 ? 3 : 0;
}

/**
 * The command line.
 *
 * @returns the exit code: 0 where the record holds, 1 where it does not, 2 for
 *   what cannot be checked at all, 3 where it holds by signed checkpoints whose
 *   signatures could not be checked for want of a key
 */
export async function main(args: string[], say: Say = print): Promise<number> {
  try {
    return await run(args, say);
  } catch (error) {
    process.stderr.write(`error: ${(error as Error).message}\n`);
    return 2;
  }
}
