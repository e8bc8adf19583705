/** Where something stands in a text: for a machine, and for a person. */
export interface Place {
  /** RFC 6901, for instance `/Statement/0/Action/2`. */
  pointer: string;
  /** From 1. */
  line: number;
  /** From 1, in characters. */
  column: number;
}

/** What every value carries: its place, and where it begins and ends in the text. */
interface Placed {
  at: Place;
  start: number;
  end: number;
}

export interface JsonMember {
  name: string;
  /** The place of the name; the value has its own. */
  at: Place;
  value: JsonNode;
}

export interface JsonObject extends Placed {
  kind: 'object';
  /** In the order of the text. A list, so that no name can be special. */
  members: JsonMember[];
}

export interface JsonArray extends Placed {
  kind: 'array';
  items: JsonNode[];
}

export interface JsonString extends Placed {
  kind: 'string';
  value: string;
}

/** A number keeps its text: `1.0` and `1` are not the same bytes. */
export interface JsonNumber extends Placed {
  kind: 'number';
  text: string;
}

export interface JsonBoolean extends Placed {
  kind: 'boolean';
  value: boolean;
}

export interface JsonNull extends Placed {
  kind: 'null';
}

export type JsonNode =
  | JsonObject
  | JsonArray
  | JsonString
  | JsonNumber
  | JsonBoolean
  | JsonNull;

/** The pointer of something within something. */
export function pointerTo(pointer: string, step: string | number): string {
  const escaped = String(step).replace(/~/g, '~0').replace(/\//g, '~1');
  return `${pointer}/${escaped}`;
}
