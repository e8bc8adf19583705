/** What a chore may ask of the engine that runs it. */
export interface ChoreTools {
  /** The fencing token of the lead under which the chore began. */
  token: number;
  /**
   * Asked right before a change is sent to AWS: for how many milliseconds it
   * may be on its way (H2).
   *
   * @throws LeaseLost when nothing may be sent any more
   */
  permit(): Promise<number>;
  /** The engine ends and waits for its chores: begin nothing more. */
  isStopping(): boolean;
}

/**
 * Work that the leading engine does beside its queue, at a steady pace. A
 * chore holds nothing in memory that a restart would miss, and a failing one
 * never holds up an end.
 */
export interface Chore {
  /** For logs, kebab-case. */
  readonly name: string;
  /** Milliseconds between the beginnings of two runs. */
  readonly everyMs: number;
  run(tools: ChoreTools): Promise<void>;
}
