import { AuditEventRecord } from './model';
import { fold } from './reviewer';
import { ACTOR, SENTENCES, splitEvent } from './seal';

/** Everything by which the record may name a person. */
export interface Traces {
  ref: string;
  /** Of their Identity Center user. */
  principalIds: readonly string[];
  emails: readonly string[];
  displayNames: readonly string[];
  /** Of these, what somebody else is called as well. */
  sharedNames: readonly string[];
  requestIds: ReadonlySet<string>;
  sessionIds: ReadonlySet<string>;
}

/** What stands in the place of a person who was erased. */
export const ERASED_NAME = 'Erased person';

/** @param token - that nobody can guess, and nobody else has */
export function pseudonymOf(token: string): string {
  return `user:erased/${token}`;
}

/** Fields of data that say whom the event is about, and not who else could act. */
const SUBJECTS = ['requesterRef', 'principal', 'person'];

/** Who took away what cannot be given back, or used the brakes, answers for it. */
const ANSWERED_FOR = /^(person\.erased$|grants\.|quarantine\.)/;
const ANSWER = [ACTOR, 'reason'];

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [fold(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Names as people are told apart by them. */
export function foldName(name: string): string {
  return fold(name.trim().replace(/\s+/g, ' '));
}

/**
 * What can be told to mean this person in a text that somebody else wrote. A
 * name of one word is also a word: May, Will, default. One that two people
 * have may mean either.
 */
function phrasesOf({ ref, emails, displayNames, sharedNames }: Traces): RegExp {
  const shared = new Set(sharedNames.map(foldName));
  const fullNames = displayNames
    .map(name => name.trim())
    .filter(name => /\s/.test(name) && !shared.has(foldName(name)));
  const phrases = [ref, ...emails, ...fullNames].map(phrase =>
    fold(phrase)
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/\s+/g, '\\s+'),
  );
  // Ana is not in ana-maria, nor john in john.smith; a full stop may follow
  const before = '(?<![\\p{L}\\p{N}._/@+-])';
  const after = '(?![._/@+-]*[\\p{L}\\p{N}])';
  return new RegExp(`${before}(?:${phrases.join('|')})${after}`, 'u');
}

/**
 * Tells which personal fields of an event go when a person is erased (H33):
 * what names them, what they wrote, and what was written about their requests
 * and sessions. Fields that hold names are compared as a whole; in sentences
 * of and about others nothing goes that may mean somebody else.
 */
export function erasureOf(
  traces: Traces,
): (event: AuditEventRecord) => string[] {
  const { ref, principalIds, emails, requestIds, sessionIds } = traces;
  const theirs = new Set([ref, ...principalIds, ...emails].map(fold));
  const phrases = phrasesOf(traces);
  const names = (value: unknown) =>
    textsIn(value).some(text => theirs.has(text));
  const speaksOf = (value: unknown) =>
    textsIn(value).some(text => phrases.test(text));
  return event => {
    const { personal } = splitEvent(event);
    const isActor =
      event.actor.kind === 'user' && fold(event.actor.ref) === fold(ref);
    const isAbout =
      requestIds.has(event.requestId ?? '') ||
      sessionIds.has(event.sessionId ?? '') ||
      SUBJECTS.some(field => names(personal[field]));
    const goes = (field: string, value: unknown) => {
      if (ANSWER.includes(field) && ANSWERED_FOR.test(event.type)) return false;
      if (field === ACTOR) return isActor;
      if (!SENTENCES.includes(field)) return names(value);
      return isActor || isAbout || speaksOf(value);
    };
    return Object.entries(personal)
      .filter(([field, value]) => goes(field, value))
      .map(([field]) => field);
  };
}
