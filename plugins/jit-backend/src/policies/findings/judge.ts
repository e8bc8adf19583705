import { setImmediate } from 'node:timers/promises';
import { Facts, ServiceReference } from '../data/ServiceFacts';
import { ManagedPolicies, readManaged } from '../data/ManagedPolicies';
import { ESCALATIONS } from '../paths/escalations';
import { Setting } from '../paths/limits';
import { ACCESS_SERVICES, SENSITIVE } from '../paths/sensitive';
import { serviceOf } from '../patterns/actions';
import { serviceIn } from '../patterns/resources';
import { Policy } from '../reading/Policy';
import { findEscalations } from './escalations';
import { Finding, Found, SourcedPolicy } from './Finding';
import { fold } from './fold';
import { allowsEverything, Grants } from './Grants';
import { findInNames, ManagedAsked, ofManaged } from './managed';
import { findMistakes } from './mistakes';
import { findNeverGranted } from './neverGranted';
import {
  findAccessChanges,
  findMissingConditions,
  findSensitive,
} from './sensitive';
import { findWildcards } from './wildcards';

/** What a custom permission set would hold, and for which account. */
export interface AskedSet extends Setting {
  inline?: Policy;
  /** ARNs of AWS managed policies. */
  managed: string[];
}

export interface JudgeSettings {
  /** Patterns of actions that are never granted. */
  neverGrant: string[];
}

export interface JudgeSources {
  reference: ServiceReference;
  managedPolicies: ManagedPolicies;
}

/** Everything worth knowing of a set before it is granted, the gravest first. */
export async function judge(
  asked: AskedSet,
  sources: JudgeSources,
  settings: JudgeSettings,
): Promise<Finding[]> {
  const { account } = asked;
  const { policies, managed } = await gather(asked, sources.managedPolicies);
  const facts = await sources.reference.read(servicesIn(policies));
  const found: Found[] = [];
  for (const find of finders({ policies, managed, facts, account }, settings)) {
    // Wide policies take a moment; others have theirs in between
    await setImmediate();
    found.push(...find());
  }
  return inOrder(found, managed);
}

interface Judged extends Setting {
  policies: SourcedPolicy[];
  managed: ManagedAsked[];
  facts: Facts;
}

/** The same on what has been read already; pure. */
export function judgePolicies(
  judged: Judged,
  settings: JudgeSettings,
): Finding[] {
  const found = finders(judged, settings).flatMap(find => find());
  return inOrder(found, judged.managed);
}

function finders(
  { policies, facts, account }: Judged,
  { neverGrant }: JudgeSettings,
): (() => Found[])[] {
  const grants = new Grants(policies, facts, { account });
  return [
    () => findNeverGranted(grants, neverGrant),
    () => findWildcards(grants),
    () => findEscalations(grants),
    () => findAccessChanges(grants),
    () => findSensitive(grants),
    () => findMissingConditions(grants),
    () => findMistakes(policies, grants),
  ];
}

function inOrder(found: Found[], managed: ManagedAsked[]): Finding[] {
  const inline = found.filter(({ source }) => source === 'inline');
  const inManaged = found.filter(({ source }) => source !== 'inline');
  return fold([...inline, ...ofManaged(inManaged), ...findInNames(managed)]);
}

async function gather({ inline, managed }: AskedSet, from: ManagedPolicies) {
  const read = await Promise.all(
    managed.map(async arn => {
      const document = await from.find(arn);
      return { arn, policy: document && readManaged(document) };
    }),
  );
  const policies: SourcedPolicy[] = [
    ...(inline ? [{ source: 'inline', policy: inline }] : []),
    ...read.flatMap(({ arn, policy }) =>
      policy ? [{ source: arn, policy }] : [],
    ),
  ];
  return {
    policies,
    managed: read.map(({ arn, policy }) => ({ arn, read: Boolean(policy) })),
  };
}

/** Those whose actions are on a list. */
const LISTED = [
  ...ESCALATIONS.flatMap(({ steps }) => steps.flatMap(({ anyOf }) => anyOf)),
  ...SENSITIVE.flatMap(({ actions }) => actions),
].map(action => serviceOf(action));

/** The services that the policies speak of, and those that always matter. */
export function servicesIn(policies: SourcedPolicy[]): Set<string> {
  const statements = policies.flatMap(({ policy }) => policy.statements);
  const named = statements.flatMap(({ actions, conditions }) => [
    ...actions.listed.map(({ text }) => serviceOf(text)),
    ...conditions.map(({ key }) => serviceOf(key)),
  ]);
  const all = statements.filter(allowsEverything);
  // Every action on what is named: how much that is, its own service says
  const reached = all.flatMap(({ resources }) =>
    resources.listed.map(({ text }) => serviceIn(text)),
  );
  return new Set([
    ...ACCESS_SERVICES,
    ...[...named, ...reached, ...(all.length > 0 ? LISTED : [])].filter(
      one => one !== undefined,
    ),
  ]);
}
