export { CoverageList } from './CoverageList';
export { byGravity, familyOf, levelOf } from './FindingLevel';
export { FindingList } from './FindingList';
export { PolicyText, lineId } from './PolicyText';
export { managedPolicyHref, managedPolicyName } from './managedPolicyLinks';
export { endLineOf } from './policyLines';
