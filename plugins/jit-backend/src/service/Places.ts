/** Why somebody gets no place: all are taken, or one of them is theirs. */
export type NoPlace = 'full' | 'yours';

/** A few places, one to a person; who finds none is told so, and does not wait. */
export class Places {
  readonly #taken = new Set<string>();

  constructor(private readonly all: number) {}

  /** Undefined: the place is theirs, until they free it. */
  take(ref: string): NoPlace | undefined {
    if (this.#taken.has(ref)) return 'yours';
    if (this.#taken.size >= this.all) return 'full';
    this.#taken.add(ref);
    return undefined;
  }

  free(ref: string): void {
    this.#taken.delete(ref);
  }
}
