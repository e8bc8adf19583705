/** Times of one thing that was measured again and again, in milliseconds. */
export interface Spread {
  median: number;
  p95: number;
}

/** One line of the table: a time against what it is held to. */
export interface Figure {
  group: number;
  what: string;
  unit: string;
  measured: Spread;
  /** What the ratio is taken against. */
  against: string;
  floor?: Spread;
  /** Of medians, and of 95th percentiles. */
  ratio?: Spread;
  /** The most the ratio, or without a floor the value, may be. */
  reach?: number;
  missed: boolean;
}

export function spreadOf(times: readonly number[]): Spread {
  if (times.length === 0) throw new Error('Nothing was measured');
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  return { median: at(0.5), p95: at(0.95) };
}

/** Two things that happen after one another. */
export function together(one: number[], other: number[]): number[] {
  return one.map((time, index) => time + other[index]);
}

/** A time in relation to another that was taken beside it. */
export function ratioFigure(figure: {
  group: number;
  what: string;
  times: number[];
  against: string;
  floor: number[];
  reach?: number;
}): Figure {
  const { group, what, against, reach } = figure;
  const measured = spreadOf(figure.times);
  const floor = spreadOf(figure.floor);
  const ratio = {
    median: measured.median / floor.median,
    p95: measured.p95 / floor.p95,
  };
  const missed = reach !== undefined && ratio.median > reach;
  return {
    group,
    what,
    unit: 'ms',
    measured,
    against,
    floor,
    ratio,
    reach,
    missed,
  };
}

/** A figure that is held to a limit by itself, at its 95th percentile. */
export function limitFigure(figure: {
  group: number;
  what: string;
  unit: string;
  values: number[];
  against: string;
  most?: number;
}): Figure {
  const { group, what, unit, against, most } = figure;
  const measured = spreadOf(figure.values);
  const missed = most !== undefined && measured.p95 > most;
  return { group, what, unit, measured, against, reach: most, missed };
}
