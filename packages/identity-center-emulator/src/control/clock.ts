import { ok, Refusal, Route } from './route';

const UNITS: Record<string, number> = { D: 86_400, H: 3_600, M: 60, S: 1 };

/** `PT1H30M` in milliseconds; undefined for anything else. */
function millisecondsOf(text: unknown): number | undefined {
  const match =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(
      String(text),
    );
  if (!match || match[0].length < 3) return undefined;
  const [, d, h, m, s] = match;
  const seconds =
    Number(d ?? 0) * UNITS.D +
    Number(h ?? 0) * UNITS.H +
    Number(m ?? 0) * UNITS.M +
    Number(s ?? 0);
  return seconds * 1000;
}

export const readClock: Route = aws => {
  const { clock } = aws.world;
  return ok({
    now: clock.now().toISOString(),
    offsetMs: clock.offset,
    frozen: clock.frozen,
  });
};

export const moveClock: Route = (aws, rest, body) => {
  const { clock } = aws.world;
  if (typeof body?.frozen === 'boolean') clock.freeze(body.frozen);
  if (body?.advance !== undefined) {
    const by = millisecondsOf(body.advance);
    if (by === undefined) {
      throw new Refusal('advance must be an ISO 8601 duration such as PT1H');
    }
    clock.advance(by);
  }
  if (body?.now !== undefined) {
    const time = new Date(body.now);
    if (Number.isNaN(time.getTime())) {
      throw new Refusal('now must be an ISO 8601 time');
    }
    clock.set(time);
  }
  aws.world.settle();
  return readClock(aws, rest, body);
};
