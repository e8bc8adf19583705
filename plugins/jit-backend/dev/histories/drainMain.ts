import { drain, DrainReport } from './drain';

/*
 * ./script/drain [ENDS]    an outage of an hour and a mass end, on the simulated
 * clock; status 1 where a limit is exceeded or its pace is missed
 */

const MINUTE = 60_000;

function tell(title: string, report: DrainReport): void {
  const lines = [
    `${title}: ${report.endsPerSecond.toFixed(
      2,
    )} ends a second, ${report.seconds.toFixed(0)} s in all`,
    `  allowed by calls ${report.allowed.calls.toFixed(
      2,
    )} (${report.callsPerEnd.toFixed(
      2,
    )} calls an end), by outstanding ${report.allowed.outstanding.toFixed(
      2,
    )}, by accounts ${report.allowed.accounts.toFixed(2)}`,
    `  ${(100 * report.share).toFixed(1)} % of the least of them; at most ${
      report.mostCallsInASecond
    } calls in a second, ${report.mostOutstanding} outstanding`,
    `  a revocation in the middle was sent after ${report.revocationSentAfterMs} ms; one end was overtaken by at most ${report.mostOvertaken}; ${report.left} left`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** What has to hold: AWS's limits, and nearly all of the pace they allow. */
function holds(report: DrainReport): boolean {
  return (
    report.left === 0 &&
    report.share >= 0.95 &&
    report.mostCallsInASecond <= 20 &&
    report.mostOutstanding <= 8 &&
    report.revocationSentAfterMs <= 5_000
  );
}

async function main(): Promise<void> {
  const [ends = '10000'] = process.argv.slice(2);
  const takesMs = { from: 500, to: 1_500 };
  const outage = await drain({
    ends: 500,
    accounts: 50,
    outageMs: 60 * MINUTE,
    takesMs,
  });
  tell('500 ends after an outage of an hour', outage);
  const mass = await drain({
    ends: Number(ends),
    accounts: 500,
    outageMs: 0,
    takesMs,
  });
  tell(`${ends} ends at once`, mass);
  if (!holds(outage) || !holds(mass)) process.exitCode = 1;
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 1;
});
