/** A sleep that somebody may cut short; a wake while awake counts, too. */
export class Waker {
  #woken = false;
  #end?: () => void;

  wake(): void {
    this.#woken = true;
    this.#end?.();
  }

  async sleep(milliseconds: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, milliseconds);
        this.#end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#end = undefined;
    this.#woken = false;
  }
}
