import { JsonNode, JsonObject } from '../json/JsonNode';
import { readJson } from '../json/readJson';
import { checkNames, Complaints, memberOf, textOf } from './elements';
import { Policy, Statement } from './Policy';
import { Problem } from './Problem';
import { readStatement } from './readStatement';
import { MAX_CHARACTERS, sizeOf } from './sizes';

const VERSION = '2012-10-17';

/** A policy, or everything that is wrong with its text. */
export type Reading =
  | { ok: true; policy: Policy }
  | { ok: false; problems: Problem[] };

/**
 * Reads the inline policy of a custom permission set: strict JSON (H17), the
 * grammar of IAM for identity policies, and AWS's sizes with room left for the
 * portal's own end (H7). Takes any text, and never throws.
 */
export function readPolicy(text: string): Reading {
  // Before anything walks over it
  if (text.length > MAX_CHARACTERS) return refused([tooLong(text)]);
  const json = readJson(text);
  if (!json.ok) return refused([json.problem]);
  const reading = readDocument(json.node);
  if (sizeOf(text).fits) return reading;
  return refused([tooLong(text), ...(reading.ok ? [] : reading.problems)]);
}

/** The grammar alone: for documents of AWS, which no person typed here. */
export function readDocument(node: JsonNode): Reading {
  const complaints = new Complaints();
  const statements = readTop(node, complaints);
  const { problems } = complaints;
  return problems.length > 0
    ? refused(problems)
    : { ok: true, policy: { statements } };
}

function refused(problems: Problem[]): Reading {
  return { ok: false, problems };
}

function tooLong(text: string): Problem {
  const { characters, nonBlank, maxCharacters, maxNonBlank } =
    text.length > MAX_CHARACTERS ? roughly(text) : sizeOf(text);
  return {
    code: 'policy-too-long',
    message: `${nonBlank} of at most ${maxNonBlank} characters without blanks, ${characters} of at most ${maxCharacters} with them.`,
    place: { pointer: '', line: 1, column: 1 },
  };
}

/** Without reading what may be megabytes. */
function roughly(text: string) {
  const empty = sizeOf('');
  return { ...empty, characters: text.length, nonBlank: text.length };
}

function readTop(node: JsonNode, complaints: Complaints): Statement[] {
  if (node.kind !== 'object') {
    complaints.add('element-type', 'A policy must be an object.', node);
    return [];
  }
  checkNames(node, ['Version', 'Id', 'Statement'], complaints);
  checkVersion(node, complaints);
  const id = memberOf(node, 'Id');
  if (id) textOf(id.value, 'Id', complaints);
  const statements = readStatements(node, complaints);
  checkSids(statements, complaints);
  return statements;
}

function checkVersion(node: JsonObject, complaints: Complaints): void {
  const version = memberOf(node, 'Version');
  if (!version) {
    // Without it AWS takes 2008-10-17, in which variables are plain text
    const message = `Version is missing: write "Version": "${VERSION}".`;
    complaints.add('element-missing', message, node);
    return;
  }
  const text = textOf(version.value, 'Version', complaints);
  if (text !== undefined && text !== VERSION) {
    const message = `Version must be "${VERSION}".`;
    complaints.add('version-unsupported', message, version.value);
  }
}

function readStatements(node: JsonObject, complaints: Complaints): Statement[] {
  const member = memberOf(node, 'Statement');
  if (!member) {
    complaints.add('element-missing', 'Statement is missing.', node);
    return [];
  }
  const { value } = member;
  const items = value.kind === 'array' ? value.items : [value];
  if (items.length === 0) {
    complaints.add('list-empty', 'Statement lists nothing.', value);
  }
  return items.flatMap(item => readStatement(item, complaints) ?? []);
}

function checkSids(statements: Statement[], complaints: Complaints): void {
  const seen = new Set<string>();
  for (const { sid, place } of statements) {
    if (sid === undefined) continue;
    if (seen.has(sid)) {
      const message = `Two statements are called ${sid}.`;
      complaints.add('sid-duplicate', message, { at: place });
    }
    seen.add(sid);
  }
}
