/** A few places; who finds none is told so, and does not wait. */
export class Places {
  #taken = 0;

  constructor(private readonly all: number) {}

  take(): boolean {
    if (this.#taken >= this.all) return false;
    this.#taken += 1;
    return true;
  }

  free(): void {
    this.#taken -= 1;
  }
}
