import { createConditionExports } from '@backstage/plugin-permission-node';
import {
  jitAccountResourceRef,
  jitRequestResourceRef,
  jitSessionResourceRef,
} from './resources';
import { jitAccountRules, jitRequestRules, jitSessionRules } from './rules';

const account = createConditionExports({
  resourceRef: jitAccountResourceRef,
  rules: jitAccountRules,
});
const request = createConditionExports({
  resourceRef: jitRequestResourceRef,
  rules: jitRequestRules,
});
const session = createConditionExports({
  resourceRef: jitSessionResourceRef,
  rules: jitSessionRules,
});

/** Conditions on accounts, for permission policies. @public */
export const jitAccountConditions = account.conditions;
/** Makes a conditional decision on accounts. @public */
export const createJitAccountConditionalDecision =
  account.createConditionalDecision;

/** Conditions on requests, for permission policies. @public */
export const jitRequestConditions = request.conditions;
/** Makes a conditional decision on requests. @public */
export const createJitRequestConditionalDecision =
  request.createConditionalDecision;

/** Conditions on sessions, for permission policies. @public */
export const jitSessionConditions = session.conditions;
/** Makes a conditional decision on sessions. @public */
export const createJitSessionConditionalDecision =
  session.createConditionalDecision;
