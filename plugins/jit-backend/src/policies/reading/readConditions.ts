import { JsonMember, JsonNode } from '../json/JsonNode';
import { fits, Operator, operatorOf } from './conditionOperators';
import { Complaints } from './elements';
import { Condition } from './Policy';

const KEY = /^[A-Za-z0-9-]+:[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;

/** The Condition element: operators, in each keys, for each values. */
export function readConditions(
  node: JsonNode,
  complaints: Complaints,
): Condition[] {
  if (node.kind !== 'object') {
    complaints.add('element-type', 'Condition must be an object.', node);
    return [];
  }
  if (node.members.length === 0) {
    complaints.add('list-empty', 'Condition says nothing.', node);
  }
  return node.members.flatMap(member => block(member, complaints));
}

function block(member: JsonMember, complaints: Complaints): Condition[] {
  const operator = operatorOf(member.name);
  if (!operator) {
    const message = `IAM has no condition operator ${member.name}.`;
    complaints.add('condition-operator-unknown', message, member);
    return [];
  }
  if (member.value.kind !== 'object' || member.value.members.length === 0) {
    const message = `${member.name} must hold at least one condition key.`;
    complaints.add('element-type', message, member);
    return [];
  }
  const seen = new Set<string>();
  return member.value.members.map(key => {
    checkKey(key, seen, complaints);
    const values = valuesOf(key.value, operator, complaints);
    const { name, at } = key;
    return { operator: member.name, key: name, values, place: at };
  });
}

function checkKey(
  member: JsonMember,
  seen: Set<string>,
  complaints: Complaints,
): void {
  const { name } = member;
  if (!KEY.test(name)) {
    const message = `${name} is no condition key: write service:Key.`;
    complaints.add('condition-key-malformed', message, member);
  }
  // IAM reads keys without regard to case, and would take one of the two
  if (seen.has(name.toLowerCase())) {
    const message = `${name} stands here twice, in another case.`;
    complaints.add('json-duplicate-key', message, member);
  }
  seen.add(name.toLowerCase());
}

function valuesOf(
  node: JsonNode,
  operator: Operator,
  complaints: Complaints,
): string[] {
  const items = node.kind === 'array' ? node.items : [node];
  if (items.length === 0) {
    complaints.add('list-empty', 'This key is compared with nothing.', node);
  }
  return items.flatMap(item => {
    const text = scalarText(item);
    if (text !== undefined && fits(text, operator.form)) return [text];
    const message = `${operator.name} compares with a ${operator.form}.`;
    complaints.add('condition-value-invalid', message, item);
    return [];
  });
}

/** IAM takes true and 8 without quotes as well. */
function scalarText(node: JsonNode): string | undefined {
  if (node.kind === 'string') return node.value;
  if (node.kind === 'number') return node.text;
  if (node.kind === 'boolean') return String(node.value);
  return undefined;
}
