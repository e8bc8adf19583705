/** Fewer characters in a row name nothing: thirty like `a*` or `*-*` take all. */
const NAMES = 3;

/** No way leads here. */
const NOT = Infinity;

/**
 * Every way of reading a pattern against a kind at once: for each place in the
 * kind, how many characters in a row have named something there, at the least.
 * A star of the kind is a name, and is answered by a wildcard.
 */
interface Ways {
  unanswered: number[];
  answered: number[];
}

/**
 * Whether a pattern takes all of a kind (`role/*`, `log-group:*`), or all but
 * what one or two characters in a row leave out. `?` takes any character of a
 * name, and many of them any name. Nothing that a pattern takes more than
 * another is counted against it, so that the narrower never reaches more.
 *
 * @param isOpen - the kind begins with a star that is no name: what a pattern
 *   has there, up to a slash or colon, says which kind it is
 */
export function reachesAll(
  pattern: string,
  kind: string,
  isOpen = false,
): boolean {
  let ways = none(kind);
  ways.unanswered[0] = 0;
  let isBeginning = isOpen;
  for (const character of pattern) {
    ways = after(character, leaving(ways, kind), kind);
    isBeginning &&= !/[/:]/.test(character);
    if (isBeginning) ways.answered[0] = 0;
    if (isDead(ways)) return false;
  }
  return leaving(ways, kind).unanswered[kind.length] !== NOT;
}

function none(kind: string): Ways {
  const nowhere = () => new Array<number>(kind.length + 1).fill(NOT);
  return { unanswered: nowhere(), answered: nowhere() };
}

function isThere({ unanswered, answered }: Ways, at: number): boolean {
  return unanswered[at] !== NOT || answered[at] !== NOT;
}

function isDead(ways: Ways): boolean {
  return !ways.unanswered.some((_, at) => isThere(ways, at));
}

/** A name that is answered may end. */
function leaving(ways: Ways, kind: string): Ways {
  for (let at = 0; at < kind.length; at++) {
    if (ways.answered[at] !== NOT) ways.unanswered[at + 1] = 0;
  }
  return ways;
}

function after(character: string, before: Ways, kind: string): Ways {
  if (character === '*') return afterStar(before, kind);
  const ways = none(kind);
  for (let at = 0; at < kind.length; at++) {
    if (kind[at] === '*') {
      inName(character, at, before, ways);
    } else if (character === '?' || character === kind[at]) {
      if (before.unanswered[at] !== NOT) ways.unanswered[at + 1] = 0;
    }
  }
  return ways;
}

function inName(character: string, at: number, before: Ways, ways: Ways): void {
  const { unanswered, answered } = before;
  if (character === '?') {
    ways.answered[at] = Math.min(unanswered[at], answered[at]);
    return;
  }
  const named = (so: number) => (so + 1 < NAMES ? so + 1 : NOT);
  ways.unanswered[at] = Math.min(ways.unanswered[at], named(unanswered[at]));
  ways.answered[at] = named(answered[at]);
}

/** Takes whatever follows, from wherever a way has led. */
function afterStar(before: Ways, kind: string): Ways {
  const ways = none(kind);
  let reached = false;
  for (let at = 0; at <= kind.length; at++) {
    reached ||= isThere(before, at);
    if (!reached) continue;
    ways.unanswered[at] = 0;
    if (kind[at] === '*') ways.answered[at] = 0;
  }
  return ways;
}
