import { AwsFact, FINAL, Key, SessionFact, Violation } from '../words';

/** What is left once nobody wants anything any more. */
export interface Rest {
  sessions: readonly SessionFact[];
  requests: readonly { number: number; status: string }[];
  openOperations: number;
  claimedKeys: number;
  aws: AwsFact;
  strangers: ReadonlySet<Key>;
}

const DECIDED = ['APPROVED', 'REJECTED', 'EXPIRED', 'CANCELLED'];

/** Nothing waits for ever, and AWS holds what others put there, nothing else. */
export function checkRest(rest: Rest): Violation[] {
  const { sessions, requests, aws, strangers } = rest;
  const violations: Violation[] = [
    ...sessions
      .filter(one => !FINAL.includes(one.status))
      .map(one => ({
        rule: 'nothing-stuck',
        what: `SES-${one.number} is ${one.status} and stays so`,
      })),
    ...requests
      .filter(one => !DECIDED.includes(one.status))
      .map(one => ({
        rule: 'nothing-stuck',
        what: `REQ-${one.number} is ${one.status} and stays so`,
      })),
    ...aws.access
      .filter(one => !strangers.has(one.key))
      .map(one => ({
        rule: 'nothing-left',
        what: `Access on ${one.key} is left in AWS`,
      })),
  ];
  if (rest.openOperations > 0) {
    violations.push({
      rule: 'nothing-stuck',
      what: `${rest.openOperations} AWS operations are still open on record`,
    });
  }
  if (rest.claimedKeys > 0) {
    violations.push({
      rule: 'nothing-stuck',
      what: `${rest.claimedKeys} keys still count as made by us`,
    });
  }
  return violations;
}

/** Whether it is quiet already, so that the drain may end. */
export function isQuiet(rest: Rest): boolean {
  return checkRest(rest).length === 0;
}
