import { FindingCode } from './Finding';

/** What each finding says. */
export interface Words {
  /** `{actions}` stands for the actions that it is about. */
  text: string;
  why: string;
  narrower: string;
}

export const WORDS: Record<FindingCode, Words> = {
  'never-granted': {
    text: 'Allows what is never granted here: {actions}',
    why: 'The configuration of this portal names actions that no custom permission set may have.',
    narrower: 'Take it out, or list the actions that you need one by one.',
  },
  'all-actions': {
    text: 'Allows every action (*)',
    why: 'Whoever has it can do everything in the account, and make that last.',
    narrower: 'List the actions that the task needs.',
  },
  'all-of-service': {
    text: 'Allows every action of a service: {actions}',
    why: 'It includes deleting, sharing and changing who has access, and what AWS adds later.',
    narrower: 'List the actions that the task needs.',
  },
  'not-action': {
    text: 'Uses NotAction with Allow',
    why: 'Everything is allowed that is not listed, also what AWS adds tomorrow.',
    narrower: 'Use Action and list what the task needs.',
  },
  'not-resource': {
    text: 'Uses NotResource with Allow',
    why: 'Every resource is reached that is not listed, also those made tomorrow.',
    narrower: 'Use Resource and name what the task is about.',
  },
  'administrator-policy': {
    text: 'Administrator access',
    why: 'This managed policy allows everything, or allows its holder to take everything.',
    narrower: 'Take a managed policy of the service that the task is about.',
  },
  'escalates-by-policy-edit': {
    text: 'Can give itself more by editing policies: {actions}',
    why: 'Policies of a user, group or role can be changed to allow anything.',
    narrower:
      'Leave it out, or name the role and require a permissions boundary.',
  },
  'escalates-by-trust-edit': {
    text: 'Can let others in by editing trust: {actions}',
    why: 'Who a role trusts decides who can become it; trust outlasts this access.',
    narrower: 'Leave it out, or name the one role that it is about.',
  },
  'escalates-by-credentials': {
    text: 'Can make credentials of others: {actions}',
    why: 'Keys and passwords of a user work on after this access has ended.',
    narrower: 'Leave it out, or name the one user that it is about.',
  },
  'escalates-by-pass-role': {
    text: 'Can run code as another role: {actions}',
    why: 'A role that is passed to something new gives that thing, and who made it, all its rights.',
    narrower:
      'Name the role that may be passed, and the service in iam:PassedToService.',
  },
  'escalates-by-running-code': {
    text: 'Can run code where another role is used: {actions}',
    why: 'What runs there has the rights of its role, not those of the person.',
    narrower: 'Name the function, machine, stack or project that it is about.',
  },
  'escalates-by-assuming-roles': {
    text: 'Can become another role: {actions}',
    why: 'The rights of that role apply, here or in another account, and not those that are asked for.',
    narrower: 'Name the role: arn:aws:iam::<account>:role/<name>.',
  },
  'escalates-by-identity-center': {
    text: 'Can change access in IAM Identity Center or Organizations: {actions}',
    why: 'Access to every account of the organisation is decided there.',
    narrower: 'Leave it out; access is asked for in this portal.',
  },
  'changes-access': {
    text: 'Can change who has access: {actions}',
    why: 'Users, roles, policies and assignments outlast this access.',
    narrower: 'Leave it out, or name the one role or policy that it is about.',
  },
  'disables-security': {
    text: 'Can turn off logging or security tools: {actions}',
    why: 'What happens afterwards may leave no trace, or cannot be undone.',
    narrower: 'Leave it out, or name what it is about.',
  },
  'shares-outside': {
    text: 'Can share data with other accounts: {actions}',
    why: 'A policy, an attribute or a grant on a resource lets others in, and outlasts this access.',
    narrower:
      'Leave it out, or name the resource and limit whom it is shared with.',
  },
  'copies-data-out': {
    text: 'Can copy data to anywhere: {actions}',
    why: 'With every resource allowed the target may lie in another account.',
    narrower: 'Name the target, or add a condition on aws:ResourceAccount.',
  },
  'reads-secrets': {
    text: 'Can read the data of every resource: {actions}',
    why: 'Secrets, objects and records are read that the task has nothing to do with.',
    narrower: 'Name the bucket, secret, parameter or table.',
  },
  'writes-everywhere': {
    text: 'Writes to every resource (*): {actions}',
    why: 'AWS could limit these actions to the resources that the task is about.',
    narrower: 'Name the resources in Resource.',
  },
  'reads-everywhere': {
    text: 'Reads every resource (*): {actions}',
    why: 'AWS could limit these actions to the resources that the task is about.',
    narrower: 'Name the resources in Resource.',
  },
  'action-wildcard': {
    text: 'Allows actions by a pattern: {actions}',
    why: 'A pattern takes more than one thinks of, and what AWS adds later.',
    narrower: 'List the actions that the task needs.',
  },
  'missing-condition': {
    text: 'A condition is missing: {actions}',
    why: 'Without it the action hands on rights without saying to whom.',
    narrower: 'Add the condition.',
  },
  'weak-condition': {
    text: 'A condition holds when its key is not there',
    why: 'A call that does not carry the key is allowed, as if there were no condition.',
    narrower:
      'Use the operator without IfExists, ForAnyValue in place of ForAllValues, or add Null: false.',
  },
  'unknown-service': {
    text: 'AWS has no such service: {actions}',
    why: 'The statement does not do what it says; in a Deny it does not protect.',
    narrower: 'Correct the name of the service.',
  },
  'unknown-action': {
    text: 'AWS has no such action: {actions}',
    why: 'The statement does not do what it says; in a Deny it does not protect.',
    narrower: 'Correct the name of the action.',
  },
  'unknown-condition-key': {
    text: 'AWS has no such condition key',
    why: 'A key that is never there makes an Allow useless and a Deny without effect, or the other way round.',
    narrower: 'Correct the name of the key.',
  },
  'resource-mismatch': {
    text: 'None of the resources fits: {actions}',
    why: 'The action works on resources of another kind, or on * alone; nothing is allowed here.',
    narrower: 'Move it to a statement with its own resources.',
  },
  'unknown-managed-policy': {
    text: 'Not a managed policy that can be read',
    why: 'What it allows is not known, so that nobody can judge it.',
    narrower: 'Pick a policy from the list.',
  },
  'deprecated-managed-policy': {
    text: 'AWS has deprecated this managed policy',
    why: 'It is not kept up, was replaced because it allowed too much, and may not be attached any more.',
    narrower: 'Take the policy that replaced it.',
  },
};
