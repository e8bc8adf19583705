/** Begins a pause; gives what cuts it short without an end. */
export type Timer = (milliseconds: number, end: () => void) => () => void;

const realTimer: Timer = (milliseconds, end) => {
  const timer = setTimeout(end, milliseconds);
  return () => clearTimeout(timer);
};

/** A sleep that somebody may cut short; a wake while awake counts, too. */
export class Waker {
  #woken = false;
  #end?: () => void;

  constructor(private readonly timer: Timer = realTimer) {}

  wake(): void {
    this.#woken = true;
    this.#end?.();
  }

  async sleep(milliseconds: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>(resolve => {
        const cancel = this.timer(milliseconds, resolve);
        this.#end = () => {
          cancel();
          resolve();
        };
      });
    }
    this.#end = undefined;
    this.#woken = false;
  }
}
