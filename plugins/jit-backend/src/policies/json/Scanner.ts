import { Place } from './JsonNode';
import { Problem, ProblemCode } from '../reading/Problem';

/** Ends a reading; never leaves `readJson`. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

const NUMBER = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const WORD = /[A-Za-z]+/y;

/** Walks over a text, character by character, and knows the line it is in. */
export class Scanner {
  #offset = 0;
  #line = 1;
  #lineStart = 0;

  constructor(readonly text: string) {}

  get offset(): number {
    return this.#offset;
  }

  place(pointer: string): Place {
    const column = this.#offset - this.#lineStart + 1;
    return { pointer, line: this.#line, column };
  }

  refuse(code: ProblemCode, message: string, pointer: string): never {
    throw new Refused({ code, message, place: this.place(pointer) });
  }

  /** The next character that means something; '' at the end. */
  peek(): string {
    for (;;) {
      const next = this.text.charAt(this.#offset);
      if (next === '\n') {
        this.#line += 1;
        this.#lineStart = this.#offset + 1;
      } else if (next !== ' ' && next !== '\t' && next !== '\r') {
        return next;
      }
      this.#offset += 1;
    }
  }

  /** Takes this character if it is the next one. */
  takes(character: string): boolean {
    if (this.peek() !== character) return false;
    this.#offset += 1;
    return true;
  }

  unexpected(wanted: string, pointer: string): never {
    const found = this.peek();
    if (found === '') {
      this.refuse(
        'json-syntax',
        `The text ends where ${wanted} is needed.`,
        pointer,
      );
    }
    this.refuseCharacter(found, pointer);
    this.refuse(
      'json-syntax',
      `${wanted} is needed here, not ${found}.`,
      pointer,
    );
  }

  number(pointer: string): string {
    return this.#match(NUMBER) ?? this.unexpected('A value', pointer);
  }

  word(pointer: string): string {
    return this.#match(WORD) ?? this.unexpected('A value', pointer);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset;
    const found = pattern.exec(this.text)?.[0];
    this.#offset += found?.length ?? 0;
    return found;
  }

  /** A string, the opening quote included. What its text says is what it means (H17). */
  string(pointer: string): string {
    if (!this.takes('"')) this.unexpected('A string in double quotes', pointer);
    let value = '';
    for (;;) {
      const next = this.text.charAt(this.#offset);
      if (next === '"') break;
      if (next === '') {
        this.refuse(
          'json-syntax',
          'This string has no closing quote.',
          pointer,
        );
      }
      this.refuseCharacter(next, pointer);
      value += next === '\\' ? this.#escape(pointer) : next;
      this.#offset += 1;
    }
    this.#offset += 1;
    return value;
  }

  /** Of all escapes only these two are ever needed in a policy. */
  #escape(pointer: string): string {
    const escaped = this.text.charAt(this.#offset + 1);
    if (escaped !== '"' && escaped !== '\\') {
      this.refuse(
        'json-needless-escape',
        'Write the character itself; only \\" and \\\\ may be escaped.',
        pointer,
      );
    }
    this.#offset += 1;
    return escaped;
  }

  /** What a reviewer could not see, or could take for something else (H17). */
  refuseCharacter(character: string, pointer: string): void {
    const code = character.charCodeAt(0);
    const named = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    if (code > 0x7e) {
      this.refuse(
        'json-non-ascii',
        `Only ASCII is allowed, not ${named}.`,
        pointer,
      );
    }
    if (code < 0x20) {
      this.refuse(
        'json-control-character',
        `A control character (${named}) has no place here.`,
        pointer,
      );
    }
  }
}
