import { Problem } from '../reading/Problem';
import { JsonMember, JsonNode, Place, pointerTo } from './JsonNode';
import { Refused, Scanner } from './Scanner';

/** A policy needs seven levels; what goes deeper is meant to hurt. */
const MAX_DEPTH = 12;

type Within = { pointer: string; depth: number };
type Opened = { at: Place; start: number };

/**
 * JSON in which nothing can hide: no name twice, ASCII alone, no needless
 * escape (H17). JSON.parse would take the last of two equal names in silence,
 * and a reviewer reads the first.
 */
export function readJson(
  text: string,
): { ok: true; node: JsonNode } | { ok: false; problem: Problem } {
  const scanner = new Scanner(text);
  try {
    const node = value(scanner, { pointer: '', depth: 0 });
    if (scanner.peek() !== '') {
      scanner.unexpected('The end of the text', '');
    }
    return { ok: true, node };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem };
    throw error;
  }
}

function value(scanner: Scanner, within: Within): JsonNode {
  const { pointer, depth } = within;
  const first = scanner.peek();
  const opened = { at: scanner.place(pointer), start: scanner.offset };
  if (depth > MAX_DEPTH) {
    scanner.refuse('json-too-deep', `More than ${MAX_DEPTH} levels.`, pointer);
  }
  if (first === '{') return object(scanner, within, opened);
  if (first === '[') return array(scanner, within, opened);
  return scalar(scanner, first, opened);
}

function scalar(scanner: Scanner, first: string, opened: Opened): JsonNode {
  const { pointer } = opened.at;
  if (first === '"') {
    const text = scanner.string(pointer);
    return { kind: 'string', value: text, ...opened, end: scanner.offset };
  }
  if (/[-0-9]/.test(first)) {
    const text = scanner.number(pointer);
    return { kind: 'number', text, ...opened, end: scanner.offset };
  }
  return word(scanner, opened);
}

function word(scanner: Scanner, opened: Opened): JsonNode {
  const { pointer } = opened.at;
  const found = scanner.word(pointer);
  const placed = { ...opened, end: scanner.offset };
  if (found === 'null') return { kind: 'null', ...placed };
  if (found === 'true' || found === 'false') {
    return { kind: 'boolean', value: found === 'true', ...placed };
  }
  const message = `${found} is not a value in JSON; quote a string.`;
  throw new Refused({ code: 'json-syntax', message, place: opened.at });
}

function array(scanner: Scanner, within: Within, opened: Opened): JsonNode {
  const { pointer, depth } = within;
  const items: JsonNode[] = [];
  scanner.takes('[');
  if (!scanner.takes(']')) {
    do {
      const inner = pointerTo(pointer, items.length);
      items.push(value(scanner, { pointer: inner, depth: depth + 1 }));
    } while (scanner.takes(','));
    if (!scanner.takes(']')) scanner.unexpected('A comma or ]', pointer);
  }
  return { kind: 'array', items, ...opened, end: scanner.offset };
}

function object(scanner: Scanner, within: Within, opened: Opened): JsonNode {
  const members: JsonMember[] = [];
  const names = new Set<string>();
  scanner.takes('{');
  if (!scanner.takes('}')) {
    do {
      members.push(member(scanner, within, names));
    } while (scanner.takes(','));
    if (!scanner.takes('}')) scanner.unexpected('A comma or }', within.pointer);
  }
  return { kind: 'object', members, ...opened, end: scanner.offset };
}

function member(
  scanner: Scanner,
  { pointer, depth }: Within,
  names: Set<string>,
): JsonMember {
  scanner.peek();
  const at = scanner.place(pointer);
  const name = scanner.string(pointer);
  const inner = pointerTo(pointer, name);
  if (names.has(name)) {
    const message = `"${name}" stands here twice; AWS and a reader may take different ones.`;
    const place = { ...at, pointer: inner };
    throw new Refused({ code: 'json-duplicate-key', message, place });
  }
  names.add(name);
  if (!scanner.takes(':')) scanner.unexpected('A colon', inner);
  return {
    name,
    at: { ...at, pointer: inner },
    value: value(scanner, { pointer: inner, depth: depth + 1 }),
  };
}
