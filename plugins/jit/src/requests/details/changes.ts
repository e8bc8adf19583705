import {
  AccessRequestDetails,
  CustomPermissionSet,
} from '@jit-portal/backstage-plugin-jit-common';

type Content = Pick<
  AccessRequestDetails,
  | 'requester'
  | 'account'
  | 'permissionSet'
  | 'duration'
  | 'justification'
  | 'findings'
  | 'inlinePolicyWithEnd'
>;

function custom({ permissionSet }: Content): Partial<CustomPermissionSet> {
  return permissionSet.type === 'custom' ? permissionSet : {};
}

/** What a decision is about, by the names that the details give it. */
const contents = {
  requester: one => one.requester.ref,
  awsAccount: one => one.account.id,
  permissionSet: one => [one.permissionSet.type, one.permissionSet.name],
  duration: one => one.duration,
  justification: one => one.justification,
  sessionDuration: one => custom(one).sessionDuration,
  managedPolicies: one => custom(one).managedPolicies,
  boundary: one => custom(one).permissionsBoundary,
  inlinePolicy: one => [custom(one).inlinePolicy, one.inlinePolicyWithEnd],
  findings: one => one.findings,
} satisfies Record<string, (one: Content) => unknown>;

/** Keys into the translation resource. */
export type ChangedContent = keyof typeof contents;

/** What is not as the reviewer read it; in the order of the details. */
export function changesOf(read: Content, now: Content): ChangedContent[] {
  const names = Object.keys(contents) as ChangedContent[];
  return names.filter(
    name =>
      JSON.stringify(contents[name](read)) !==
      JSON.stringify(contents[name](now)),
  );
}
