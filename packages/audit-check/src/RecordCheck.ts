import { Checkpoints } from './Checkpoints';
import {
  canonical,
  contentOf,
  EventLine,
  Line,
  personalOf,
  SealedLine,
  sha256,
} from './format';

export type ProblemKind =
  | 'changed'
  | 'removed'
  | 'inserted'
  | 'cut-tail'
  | 'rebuilt'
  | 'erased'
  | 'retention'
  | 'checkpoint'
  | 'incomplete';

/** What is wrong, and where. */
export interface Problem {
  kind: ProblemKind;
  /** Positions in the chain: the first and the last. */
  from?: number;
  to?: number;
  what: string;
}

/** What an auditor should know that is not wrong. */
export interface Verdict {
  problems: Problem[];
  notes: string[];
  events: number;
  last: number;
}

/** Sealing takes seconds. */
const SEALED_WITHIN_MS = 2 * 60_000;
const GENESIS = '0'.repeat(64);

/** What an erasure leaves of a field: nothing, and a pseudonym of who did it. */
function isBlank(field: string, value: unknown): boolean {
  if (field !== 'actor') return value === undefined;
  // Whoever made a person's event another kind's took its actor with it
  if (value === undefined) return false;
  const { ref, displayName, address } = value as EventLine['actor'];
  return (
    /^user:erased\/[0-9a-f]{12}$/.test(ref) &&
    displayName === 'Erased person' &&
    address === undefined
  );
}

function nameOf({ type, at, id }: EventLine): string {
  return `${type} of ${at} (${id})`;
}

/**
 * Follows an export line by line. Keeps what it has yet to settle, and no
 * events: an export may be long.
 */
export class RecordCheck {
  readonly #checkpoints: Checkpoints;
  readonly #retentionMs?: number;
  readonly #problems: Problem[] = [];
  readonly #notes: string[] = [];
  /** Erased fields, until the event comes that says so: place by field. */
  readonly #erased = new Map<string, number>();
  readonly #purges: { position: number; what: string }[] = [];
  #events = 0;
  #first?: SealedLine;
  #last?: { position: number; hash: string; sealedAt: string };
  #agreedAt = 0;
  #late = 0;
  #waiting = 0;
  #upTo?: number;
  #isWhole = false;

  /** @param retentionMs - what is younger may not have been taken away */
  constructor(checkpoints: Checkpoints, retentionMs?: number) {
    this.#checkpoints = checkpoints;
    this.#retentionMs = retentionMs;
  }

  read(line: Line): void {
    if (line.kind === 'head') this.#upTo = line.upTo;
    else if (line.kind === 'end') this.#end(line.events);
    else if (line.kind === 'checkpoint') this.#ownCheckpoint(line);
    else {
      this.#events += 1;
      if ('position' in line) this.#sealed(line);
      else this.#unsealed(line.event);
    }
  }

  verdict(): Verdict {
    this.#tail();
    this.#leftErased();
    for (const { position, what } of this.#checkpoints.problems) {
      this.#problem('checkpoint', what, position);
    }
    if (!this.#isWhole) {
      this.#problem(
        'incomplete',
        'The export has no last line: it was cut off while it was fetched, or later',
      );
    }
    if (this.#late > 0) {
      this.#notes.push(
        `${
          this.#late
        } events were sealed more than two minutes after they happened: the portal was down or was updated then, or somebody wrote them later`,
      );
    }
    if (this.#waiting > 0) {
      this.#notes.push(
        `${this.#waiting} events of the last minutes wait for their seal`,
      );
    }
    return {
      problems: this.#problems,
      notes: this.#notes,
      events: this.#events,
      last: this.#last?.position ?? 0,
    };
  }

  #sealed(seal: SealedLine): void {
    this.#place(seal);
    if (seal.event === null) {
      this.#problem('removed', `Event ${seal.eventId} is gone`, seal.position);
    } else {
      this.#content(seal, seal.event);
    }
    this.#againstCheckpoint(seal);
    const { position, hash, sealedAt } = seal;
    this.#last = { position, hash, sealedAt };
  }

  /** Each stands on the one before it. */
  #place(seal: SealedLine): void {
    const last = this.#last;
    if (!last) {
      this.#first = seal;
      if (seal.position === 1 && seal.previous !== GENESIS) {
        this.#problem('changed', 'The first event stands on something', 1);
      }
      return;
    }
    if (seal.position <= last.position) {
      this.#problem(
        'inserted',
        `There is a second event at ${seal.position}`,
        seal.position,
      );
    } else if (seal.position > last.position + 1) {
      this.#problem(
        'removed',
        'Events are missing',
        last.position + 1,
        seal.position - 1,
      );
    } else if (seal.previous !== last.hash) {
      this.#problem(
        'changed',
        `The seals at ${last.position} and ${seal.position} do not belong together`,
        last.position,
        seal.position,
      );
    }
  }

  /** It says what it said when it was sealed. */
  #content(seal: SealedLine, event: EventLine): void {
    const { position } = seal;
    if (
      sha256(contentOf(seal, event)) !== seal.hash ||
      event.id !== seal.eventId
    ) {
      this.#problem('changed', `${nameOf(event)} was changed`, position);
    }
    const personal = personalOf(event);
    for (const [field, commitment] of Object.entries(seal.commitments)) {
      const salt = seal.salts[field];
      if (salt === undefined && !isBlank(field, personal.get(field))) {
        this.#problem(
          'changed',
          `${field} of ${nameOf(event)} says what nobody can check`,
          position,
        );
      } else if (salt === undefined) {
        this.#erased.set(`${event.id} ${field}`, position);
      } else if (
        !personal.has(field) ||
        sha256(`${salt}\n${canonical(personal.get(field))}`) !== commitment
      ) {
        this.#problem(
          'changed',
          `${field} of ${nameOf(event)} was changed`,
          position,
        );
      }
    }
    for (const field of personal.keys()) {
      if (!(field in seal.commitments)) {
        this.#problem(
          'changed',
          `${field} of ${nameOf(event)} was added`,
          position,
        );
      }
    }
    this.#deeds(event);
    const late = Date.parse(seal.sealedAt) - Date.parse(event.at);
    if (late > SEALED_WITHIN_MS) this.#late += 1;
  }

  /** The record tells of itself where something was rightly taken away. */
  #deeds({ type, data, at }: EventLine): void {
    if (type === 'person.erased') {
      for (const [id, fields] of Object.entries(data.fields ?? {})) {
        for (const field of fields as string[])
          this.#erased.delete(`${id} ${field}`);
      }
    }
    if (type !== 'record.purged') return;
    const position = Number(data.position);
    const what = `retention took away what was on record up to ${data.checkpointAt} (positions to ${position}), on ${at}`;
    this.#purges.push({ position, what });
    const kept = Date.parse(at) - Date.parse(String(data.checkpointAt));
    if (this.#retentionMs !== undefined && kept < this.#retentionMs) {
      this.#problem('retention', `Too early: ${what}`, 1, position);
    }
  }

  /** What was told outside, then: the chain may not have been made anew since. */
  #againstCheckpoint({ position, hash }: SealedLine): void {
    const told = this.#checkpoints.at(position);
    if (!told) return;
    if (told.hash === hash) {
      this.#agreedAt = position;
      return;
    }
    if (this.#problems.some(one => one.kind === 'rebuilt')) return;
    this.#problem(
      'rebuilt',
      `The chain is another one than on ${
        told.at
      }: it was made anew somewhere after ${this.#agreedAt}`,
      this.#agreedAt + 1,
      position,
    );
  }

  /** In no place of the chain: it is new, or it came another way. */
  #unsealed(event: EventLine): void {
    const sealedUntil = Date.parse(this.#last?.sealedAt ?? '1970-01-01');
    if (Date.parse(event.at) > sealedUntil - SEALED_WITHIN_MS) {
      this.#waiting += 1;
      return;
    }
    this.#problem(
      'inserted',
      `${nameOf(event)} has no seal, and later events have`,
    );
  }

  /** The portal's own copy has to say what was told outside. */
  #ownCheckpoint({ position, hash }: { position: number; hash: string }): void {
    const told = this.#checkpoints.at(position);
    if (told && told.hash !== hash) {
      this.#problem(
        'checkpoint',
        `The portal's own checkpoint at ${position} is another one than was told outside`,
        position,
      );
    }
  }

  #end(events: number): void {
    this.#isWhole = events === this.#events;
  }

  #tail(): void {
    this.#beginning();
    const last = this.#last?.position ?? 0;
    const told = this.#checkpoints.last;
    if (told && told.position > last) {
      this.#problem(
        'cut-tail',
        `The record went to ${told.position} on ${told.at}`,
        last + 1,
        told.position,
      );
    } else if (this.#upTo !== undefined && this.#upTo > last) {
      this.#problem(
        'removed',
        'Events are missing at the end',
        last + 1,
        this.#upTo,
      );
    }
  }

  /** A record that does not begin at 1 has to say why. */
  #beginning(): void {
    const first = this.#first;
    if (!first || first.position === 1) return;
    const before = first.position - 1;
    const purge = this.#purges.find(({ position }) => position >= before);
    const told = purge && this.#checkpoints.at(purge.position);
    const stands =
      told && (purge.position > before || told.hash === first.previous);
    if (stands) {
      this.#notes.push(purge.what);
      return;
    }
    this.#problem(
      'removed',
      purge
        ? `No checkpoint that was kept outside stands for what retention took away`
        : 'The beginning is missing, and the record does not say that retention took it away',
      1,
      before,
    );
  }

  #leftErased(): void {
    for (const [what, position] of this.#erased) {
      const [id, field] = what.split(' ');
      this.#problem(
        'erased',
        `${field} of ${id} cannot be read, and no erasure is on record`,
        position,
      );
    }
  }

  #problem(kind: ProblemKind, what: string, from?: number, to = from): void {
    this.#problems.push({ kind, what, from, to });
  }
}
