import { ServiceReference } from '../data/ServiceFacts';
import { AllowedAction, allowedBy, servicesToRead } from './allowedActions';
import { Breather } from './Breather';
import { Policy } from '../reading/Policy';
import { whyNotCovered, Why } from './whyNotCovered';

/** A standard set that is offered, with the policies that could be read. */
export interface StandardSetPolicies {
  name: string;
  /** Inline and managed, as one. */
  policies: Policy[];
  /** It has a permissions boundary, which may take away from what it allows. */
  bounded?: boolean;
  /** It has policies that could not be read, which may add to it or take away. */
  partlyUnread?: boolean;
}

export interface Missing {
  action: string;
  because: Why;
}

/** How far one standard set would do in place of what is asked for. */
export interface Coverage {
  set: string;
  covers: 'whole' | 'part' | 'nothing';
  /** Actions asked for, and how many of them the set surely allows as asked. */
  asked: number;
  covered: number;
  missing: Missing[];
  /** Actions that the set allows and that are not asked for. */
  tooMuch: { count: number; services: string[] };
  /** Why it may allow less or more than is said here. */
  uncertain: ('boundary' | 'unread-policies')[];
}

/**
 * What each offered set would do for what is asked, the most fitting first. On
 * the safe side: covered is only what the set surely allows.
 */
export async function compareSets(
  asked: Policy[],
  sets: StandardSetPolicies[],
  reference: ServiceReference,
): Promise<Coverage[]> {
  const all = [asked, ...sets.map(({ policies }) => policies)].flat();
  const facts = await reference.read(servicesToRead(all));
  const breather = new Breather();
  const wanted = await allowedBy(asked, facts, breather);
  const compared: Coverage[] = [];
  for (const set of sets) {
    const given = await allowedBy(set.policies, facts, breather);
    compared.push(await coverageBy(set, wanted, given, breather));
  }
  return compared.sort(byFit);
}

async function coverageBy(
  set: StandardSetPolicies,
  wanted: AllowedAction[],
  given: AllowedAction[],
  breather: Breather,
): Promise<Coverage> {
  const missing = await breather.flatMap(wanted, ({ name, grants }) => {
    const because = whyNotCovered(name, grants, set.policies);
    return because ? [{ action: name, because }] : [];
  });
  const covered = wanted.length - missing.length;
  const uncertain = uncertaintyOf(set);
  return {
    set: set.name,
    covers: verdict(wanted.length, covered, uncertain.length === 0),
    asked: wanted.length,
    covered,
    missing,
    tooMuch: tooMuch(wanted, given),
    uncertain,
  };
}

function verdict(asked: number, covered: number, certain: boolean) {
  if (covered === 0) return 'nothing';
  return covered === asked && certain ? 'whole' : 'part';
}

function uncertaintyOf({ bounded, partlyUnread }: StandardSetPolicies) {
  return [
    ...(bounded ? (['boundary'] as const) : []),
    ...(partlyUnread ? (['unread-policies'] as const) : []),
  ];
}

function tooMuch(wanted: AllowedAction[], given: AllowedAction[]) {
  const names = new Set(wanted.map(({ name }) => name));
  const more = given.filter(({ name }) => !names.has(name));
  const services = new Set(more.map(({ name }) => name.split(':')[0]));
  return { count: more.length, services: [...services].sort() };
}

const RANK = { whole: 0, part: 1, nothing: 2 };

/** Whole before part; the most covered, then the least too much, first. */
function byFit(a: Coverage, b: Coverage): number {
  return (
    RANK[a.covers] - RANK[b.covers] ||
    b.covered - a.covered ||
    a.tooMuch.count - b.tooMuch.count ||
    Number(a.set > b.set) - Number(a.set < b.set)
  );
}
