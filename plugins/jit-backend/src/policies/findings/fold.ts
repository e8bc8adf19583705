import { Place } from '../json/JsonNode';
import { Finding, FindingCode, Found, graver, SEVERITIES } from './Finding';
import { WORDS } from './words';

/** At most so many actions are named; the rest are counted. */
const NAMED = 12;

/** What nobody may grant, and what nobody can judge: it could hold the former. */
const REFUSES: FindingCode[] = ['never-granted', 'unknown-managed-policy'];

/** What a wide finding says without words, in the same statement. */
const SAYS_ALREADY: Partial<
  Record<FindingCode, (code: FindingCode) => boolean>
> = {
  'all-actions': code => code !== 'never-granted',
  'not-action': code => code !== 'never-granted' && code !== 'not-resource',
  'administrator-policy': code => code !== 'never-granted',
  'all-of-service': code =>
    ['action-wildcard', 'writes-everywhere', 'reads-everywhere'].includes(code),
  'writes-everywhere': code => code === 'reads-everywhere',
  'escalates-by-policy-edit': code => code === 'changes-access',
  'escalates-by-trust-edit': code => code === 'changes-access',
  'escalates-by-credentials': code => code === 'changes-access',
  'escalates-by-identity-center': code => code === 'changes-access',
};

/** Wide before narrow, so that what says more is there to take in what says less. */
const ORDER = Object.keys(SAYS_ALREADY) as FindingCode[];

/** One finding for each code and statement, and what is said already taken in. */
export function fold(found: Found[]): Finding[] {
  const statements = new Map<string, Finding[]>();
  for (const one of byWidth(merge(found))) {
    const shown = statements.get(statementOf(one)) ?? [];
    const wide = shown.find(other => saysAlready(other, one));
    if (wide) wide.includes.push(one.code);
    else shown.push(one);
    statements.set(statementOf(one), shown);
  }
  return [...statements.values()].flat().sort(byGravity);
}

function merge(found: Found[]): Finding[] {
  const merged = new Map<string, { finding: Finding; actions: Set<string> }>();
  for (const one of found) {
    const key = `${one.code} ${statementOf(one)} ${one.text ?? ''}`;
    const before = merged.get(key) ?? {
      finding: worded(one),
      actions: new Set<string>(),
    };
    const { finding, actions } = before;
    finding.severity = graver(finding.severity, one.severity);
    one.actions?.forEach(action => actions.add(action));
    merged.set(key, before);
  }
  return [...merged.values()].map(({ finding, actions }) =>
    withActions(finding, [...actions]),
  );
}

/** `inline /Statement/3`, or the managed policy as a whole. */
function statementOf({ source, place }: Pick<Found, 'source' | 'place'>) {
  const [statement] =
    /^\/Statement(\/[0-9]+)?/.exec(place?.pointer ?? '') ?? [];
  return `${source} ${statement ?? ''}`;
}

function worded(found: Found): Finding {
  const words = WORDS[found.code];
  return {
    ...found,
    text: found.text ?? words.text,
    why: words.why,
    narrower: found.narrower ?? words.narrower,
    actions: [],
    includes: [],
    refuses: REFUSES.includes(found.code),
  };
}

function withActions(finding: Finding, actions: string[]): Finding {
  const { text } = finding;
  const more = actions.length - NAMED;
  const named = actions.slice(0, NAMED);
  const list = [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return {
    ...finding,
    actions: named,
    text: list
      ? text.replace('{actions}', list)
      : text.replace(/:? \{actions\}/, ''),
  };
}

function byWidth(findings: Finding[]): Finding[] {
  const width = ({ code }: Finding) => {
    const at = ORDER.indexOf(code);
    return at < 0 ? ORDER.length : at;
  };
  return [...findings].sort((a, b) => width(a) - width(b));
}

/** Within a statement; a wide one never takes in what is graver than itself. */
function saysAlready(wide: Finding, narrow: Finding): boolean {
  return (
    graver(wide.severity, narrow.severity) === wide.severity &&
    Boolean(SAYS_ALREADY[wide.code]?.(narrow.code))
  );
}

function byGravity(a: Finding, b: Finding): number {
  const gravity =
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return (
    gravity ||
    order(a.place, b.place) ||
    Number(a.code > b.code) - Number(a.code < b.code)
  );
}

/** Down the text; what has no place in it comes last. */
function order(a?: Place, b?: Place): number {
  if (!a || !b) return Number(!a) - Number(!b);
  return a.line - b.line || a.column - b.column;
}
