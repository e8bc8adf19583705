import { Written } from '../reading/Policy';
import { actionMatches, actionsOverlap } from './actions';
import { hasWildcard } from './globs';

interface Numbered {
  written: Written;
  /** Its place in the list: the first that takes an action is named. */
  at: number;
}

/** The patterns that can take an action of one service. */
interface OfService {
  exact: Map<string, Numbered>;
  patterns: Numbered[];
}

/**
 * The actions that a statement lists, by service: AWS's widest managed policy
 * names thousands of them, and is asked about each action there is.
 */
export class ActionIndex {
  readonly #byService = new Map<string, OfService>();
  /** Those whose service is a pattern itself, such as `*`. */
  readonly #anyService: Numbered[] = [];

  constructor(listed: readonly Written[]) {
    listed.forEach((written, at) => this.#add({ written, at }));
  }

  /** The first of the list that takes the action. */
  find(action: string): Written | undefined {
    const folded = action.toLowerCase();
    const own = this.#byService.get(serviceIn(folded));
    const takes = ({ written }: Numbered) =>
      actionMatches(written.text, folded);
    const found = [
      own?.exact.get(folded),
      own?.patterns.find(takes),
      this.#anyService.find(takes),
    ].filter(one => one !== undefined);
    return found.sort((a, b) => a.at - b.at)[0]?.written;
  }

  /** Whether anything that the pattern takes is taken by one of the list. */
  meets(pattern: string): boolean {
    if (!hasWildcard(pattern)) return this.find(pattern) !== undefined;
    const service = serviceIn(pattern.toLowerCase());
    const own = this.#byService.get(service);
    const near = hasWildcard(service)
      ? [...this.#byService.values()]
      : [...(own ? [own] : [])];
    const some = [
      this.#anyService,
      ...near.flatMap(({ exact, patterns }) => [[...exact.values()], patterns]),
    ];
    return some.some(listed =>
      listed.some(({ written }) => actionsOverlap(written.text, pattern)),
    );
  }

  #add(one: Numbered): void {
    const text = one.written.text.toLowerCase();
    const service = serviceIn(text);
    if (hasWildcard(service)) {
      this.#anyService.push(one);
      return;
    }
    const own = this.#byService.get(service) ?? {
      exact: new Map<string, Numbered>(),
      patterns: [],
    };
    this.#byService.set(service, own);
    if (hasWildcard(text)) own.patterns.push(one);
    else if (!own.exact.has(text)) own.exact.set(text, one);
  }
}

/** What stands before the colon; all of it where there is none. */
function serviceIn(text: string): string {
  const colon = text.indexOf(':');
  return colon < 0 ? text : text.slice(0, colon);
}
