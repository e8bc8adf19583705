/** Words of a custom permission set in a request's details. */
export const customSet = {
  heading: 'Custom permissions',
  setName: 'Permission Set Name',
  sessionDuration: 'Session Duration',
  sessionDurationHelp: 'How long one sign-in to AWS lasts.',
  managedPolicies: 'AWS Managed Policies',
  managedPoliciesCount: 'AWS Managed Policies ({{n}})',
  policyLink: '{{name}}, AWS documentation, opens in a new tab',
  boundary: 'Permissions boundary',
  findings: 'What its policies allow',
  inlinePolicy: 'Inline Policy',
  asInAws: 'Inline Policy, as it will be in AWS',
  ownEnd:
    'The statement JitHardEnd (line {{line}}) is added by JIT Access. It denies everything, managed policies too, once the access is over. Its date stands open as 0000-00-00T00:00:00Z and is set when access is set up.',
  wrap: 'Wrap',
  copyPolicy: 'Copy inline policy',
  blankLines_one: '1 blank line',
  blankLines_other: '{{count}} blank lines',
} as const;
