import { JsonNode, JsonObject } from '../json/JsonNode';
import { widened } from '../patterns/variables';
import { checkNames, Complaints, memberOf, textOf, textsOf } from './elements';
import { END_SID } from './endStatement';
import { Statement, Written } from './Policy';
import { readConditions } from './readConditions';

const ELEMENTS = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];
const SID = /^[A-Za-z0-9]+$/;
const ACTION = /^(\*|\*:\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/;
/** The service is named; wildcards may stand in the parts behind it, and for the partition. */
const RESOURCE =
  /^(\*|arn:(aws(-[a-z]+)*|\*):[a-z0-9-]+:[^:]*:[^:]*:[\x20-\x7e]*)$/;
/** What AWS fills in: `${key}` or `${key, 'default'}`, or a wildcard meant as itself. */
const VARIABLE = /^\$\{([*?$]|[A-Za-z0-9-]+:[^\s{},'"]+(,\s?'[^']*')?)\}/;

/** Undefined where it cannot even be told what the statement says. */
export function readStatement(
  node: JsonNode,
  complaints: Complaints,
): Statement | undefined {
  if (node.kind !== 'object') {
    complaints.add('element-type', 'A statement must be an object.', node);
    return undefined;
  }
  checkNames(node, ELEMENTS, complaints);
  const condition = memberOf(node, 'Condition');
  const statement = {
    sid: readSid(node, complaints),
    effect: readEffect(node, complaints),
    actions: readEither(node, 'Action', complaints),
    resources: readEither(node, 'Resource', complaints),
    conditions: condition ? readConditions(condition.value, complaints) : [],
    place: node.at,
  };
  const { effect, actions, resources } = statement;
  if (!effect || !actions || !resources) return undefined;
  return { ...statement, effect, actions, resources };
}

function readSid(node: JsonObject, complaints: Complaints): string | undefined {
  const member = memberOf(node, 'Sid');
  if (!member) return undefined;
  const sid = textOf(member.value, 'Sid', complaints);
  if (sid === END_SID) {
    const message = `${END_SID} is the portal's own; take another name.`;
    complaints.add('sid-reserved', message, member.value);
  } else if (sid !== undefined && !SID.test(sid)) {
    const message = 'A Sid has letters and digits alone, at least one.';
    complaints.add('sid-invalid', message, member.value);
  }
  return sid;
}

function readEffect(
  node: JsonObject,
  complaints: Complaints,
): Statement['effect'] | undefined {
  const member = memberOf(node, 'Effect');
  if (!member) {
    complaints.add('element-missing', 'Effect is missing.', node);
    return undefined;
  }
  const effect = textOf(member.value, 'Effect', complaints);
  if (effect === 'Allow' || effect === 'Deny') return effect;
  if (effect !== undefined) {
    const message = 'Effect is Allow or Deny, written so.';
    complaints.add('effect-invalid', message, member.value);
  }
  return undefined;
}

/** Action or NotAction, Resource or NotResource: one of the two. */
function readEither(
  node: JsonObject,
  name: 'Action' | 'Resource',
  complaints: Complaints,
): Statement['actions'] | undefined {
  const plain = memberOf(node, name);
  const inverted = memberOf(node, `Not${name}`);
  if (plain && inverted) {
    const message = `${name} and Not${name} exclude each other.`;
    complaints.add('element-conflict', message, inverted);
    return undefined;
  }
  const member = plain ?? inverted;
  if (!member) {
    complaints.add('element-missing', `${name} is missing.`, node);
    return undefined;
  }
  const listed = textsOf(member.value, member.name, complaints);
  for (const one of listed) check(one, name, complaints);
  return { listed, inverted: member === inverted, place: member.at };
}

/**
 * AWS completes an ARN that is not whole with stars. The colon of a variable is
 * none of an ARN, so five have to stand outside.
 */
function isWhole(resource: string): boolean {
  return RESOURCE.test(resource) && RESOURCE.test(widened(resource));
}

function check(
  { text, place }: Written,
  name: 'Action' | 'Resource',
  complaints: Complaints,
): void {
  if (name === 'Action' && !ACTION.test(text)) {
    const message = `${text} is no action: write service:Action, wildcards behind the colon only.`;
    complaints.add('action-malformed', message, { at: place });
  }
  if (name === 'Resource') {
    if (!isWhole(text)) {
      const message = `${text} is no resource: write * or a whole ARN, partition and service named.`;
      complaints.add('resource-malformed', message, { at: place });
    }
    checkVariables(text, place, complaints);
  }
}

function checkVariables(
  text: string,
  place: Written['place'],
  complaints: Complaints,
): void {
  let at = text.indexOf('${');
  for (; at >= 0; at = text.indexOf('${', at + 2)) {
    if (VARIABLE.test(text.slice(at))) continue;
    const message = 'A variable reads ${service:Key}.';
    complaints.add('variable-malformed', message, { at: place });
  }
}
