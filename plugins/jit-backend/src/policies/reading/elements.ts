import { JsonMember, JsonNode, JsonObject } from '../json/JsonNode';
import { Problem, ProblemCode } from './Problem';
import { Written } from './Policy';

/** Gathers what is wrong, so that a person can mend all of it at once. */
export class Complaints {
  readonly problems: Problem[] = [];

  add(code: ProblemCode, message: string, { at }: Pick<JsonNode, 'at'>): void {
    this.problems.push({ code, message, place: at });
  }
}

export function memberOf(
  node: JsonObject,
  name: string,
): JsonMember | undefined {
  return node.members.find(member => member.name === name);
}

/** What may stand here; a name of another case is told to be just that. */
export function checkNames(
  node: JsonObject,
  known: string[],
  complaints: Complaints,
): void {
  for (const member of node.members) {
    const { name } = member;
    if (known.includes(name)) continue;
    const meant = known.find(one => one.toLowerCase() === name.toLowerCase());
    if (name === 'Principal' || name === 'NotPrincipal') {
      complaints.add(
        'principal-not-allowed',
        `${name} has no place here: the policy is for the person who asks.`,
        member,
      );
    } else {
      complaints.add(
        'element-unknown',
        meant
          ? `Write ${meant}, not ${name}.`
          : `${name} is none of ${known.join(', ')}.`,
        member,
      );
    }
  }
}

export function textOf(
  node: JsonNode,
  what: string,
  complaints: Complaints,
): string | undefined {
  if (node.kind === 'string') return node.value;
  complaints.add('element-type', `${what} must be a string.`, node);
  return undefined;
}

/** One string or a list of them, as IAM takes both. */
export function textsOf(
  node: JsonNode,
  what: string,
  complaints: Complaints,
): Written[] {
  if (node.kind !== 'array') {
    const text = textOf(node, what, complaints);
    return text === undefined ? [] : [{ text, place: node.at }];
  }
  if (node.items.length === 0) {
    complaints.add('list-empty', `${what} lists nothing.`, node);
  }
  return node.items.flatMap(item => {
    const text = textOf(item, `Each entry of ${what}`, complaints);
    return text === undefined ? [] : [{ text, place: item.at }];
  });
}
