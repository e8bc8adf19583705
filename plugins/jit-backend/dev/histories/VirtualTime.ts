import { Timer } from '../../src/engine/Waker';
import { StoreClock } from '../../src/store/clock';

interface Alarm {
  at: number;
  order: number;
  ring: () => void;
}

/** Time that passes only when nothing is left to do in the present. */
export class VirtualTime implements StoreClock {
  #now: number;
  #order = 0;
  /** What has to happen at its time: calls on their way, people's deeds. */
  #alarms: Alarm[] = [];
  /** Pauses of loops that look around: they may be slept through. */
  #naps: Alarm[] = [];

  constructor(start: string) {
    this.#now = new Date(start).getTime();
  }

  async now(): Promise<Date> {
    return this.date();
  }

  date(): Date {
    return new Date(this.#now);
  }

  get ms(): number {
    return this.#now;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      this.at(this.#now + milliseconds, resolve);
    });
  }

  at(time: number, ring: () => void): void {
    this.#alarms.push(this.#alarm(time, ring));
  }

  /** The pause of a loop: cut short when something falls due far away. */
  readonly nap: Timer = (milliseconds, end) => {
    const alarm = this.#alarm(this.#now + milliseconds, end);
    this.#naps.push(alarm);
    return () => {
      this.#naps = this.#naps.filter(one => one !== alarm);
    };
  };

  #alarm(at: number, ring: () => void): Alarm {
    this.#order += 1;
    return { at: Math.max(at, this.#now), order: this.#order, ring };
  }

  /**
   * Moves on to the next thing that happens: an alarm, or a look of a loop
   * at what the database says is due.
   *
   * @param due - when the loops find something to do
   * @param until - not beyond this
   */
  moveOn(due: number, until: number): void {
    const nextAlarm = Math.min(...this.#alarms.map(one => one.at));
    const nextNap = Math.min(...this.#naps.map(one => one.at));
    // A nap that nothing waits for is slept on until something does
    const look = Math.max(nextNap, due);
    this.#now = Math.max(this.#now, Math.min(nextAlarm, look, until));
    this.#ring();
  }

  #ring(): void {
    const isDue = (one: Alarm) => one.at <= this.#now;
    const ringing = [
      ...this.#alarms.filter(isDue),
      ...this.#naps.filter(isDue),
    ].sort((a, b) => a.at - b.at || a.order - b.order);
    this.#alarms = this.#alarms.filter(one => !isDue(one));
    this.#naps = this.#naps.filter(one => !isDue(one));
    for (const one of ringing) one.ring();
  }
}
