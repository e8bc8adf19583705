/** The calls that came in: counts per operation and the latest ones. */
export class Calls {
  readonly counts: Record<string, number> = {};
  readonly latest: {
    at: string;
    service: string;
    operation: string;
    outcome: string;
  }[] = [];

  record(at: Date, service: string, operation: string, outcome: string): void {
    const key = `${service}:${operation}`;
    this.counts[key] = (this.counts[key] ?? 0) + 1;
    this.latest.push({ at: at.toISOString(), service, operation, outcome });
    if (this.latest.length > 200) this.latest.shift();
  }
}
