import { drainCustomSets } from './customSets';
import { emptyPortal } from './shared';
import { openImage } from './database';

/*
 * ./script/drain-custom-sets [REQUESTS] [SEED]    custom requests, all at once,
 * against the emulator and under faults; status 1 where anything is left
 */

async function main(): Promise<void> {
  const [requests = '200', seed = 'custom'] = process.argv.slice(2);
  const { db } = await openImage(await emptyPortal());
  try {
    const drained = await drainCustomSets({
      db,
      requests: Number(requests),
      seed,
      probability: 0.08,
    });
    const { active, left, calls, throttles, troubled, minutes } = drained;
    process.stdout.write(
      `${requests} custom requests at once: ${active} active, ${
        left.length
      } left in AWS; ${calls} calls, ${throttles} of them throttled, ${troubled} changes troubled, ${minutes.toFixed(
        1,
      )} min on the portal's clock; ${(process.cpuUsage().user / 1e6).toFixed(
        0,
      )} s of CPU\n`,
    );
    left.forEach(one => process.stdout.write(`  ${one}\n`));
    if (left.length > 0) process.exitCode = 1;
  } finally {
    await db.destroy();
  }
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 1;
});
