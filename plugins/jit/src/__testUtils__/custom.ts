import {
  AccessRequestDetails,
  CustomPermissionSet,
  PolicyFinding,
} from '@jit-portal/backstage-plugin-jit-common';
import { aRequestToDecide } from './reviewing';

const TYPED = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:PutObject",
      "Resource": "*"
    }
  ]
}`;

export const CUSTOM_SET: CustomPermissionSet = {
  type: 'custom',
  name: 'JIT-fix-export',
  sessionDuration: 'PT1H',
  managedPolicies: [
    'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    'arn:aws:iam::aws:policy/job-function/Billing',
  ],
  inlinePolicy: TYPED,
};

/** As the server adds its end. */
export const WITH_END = TYPED.replace(
  '\n  ]\n',
  '\n  ,{"Sid":"JitHardEnd","Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateGreaterThanEquals":{"aws:CurrentTime":"0000-00-00T00:00:00Z"}}}]\n',
);

export function aFinding(change: Partial<PolicyFinding> = {}): PolicyFinding {
  return {
    code: 'writes-everywhere',
    severity: 'MEDIUM',
    source: 'inline',
    place: { pointer: '/Statement/0/Action', line: 6, column: 17 },
    actions: ['s3:PutObject'],
    text: 'Writes to every resource: s3:PutObject',
    why: 'Every bucket is reached.',
    narrower: 'Name the bucket.',
    includes: [],
    refuses: false,
    ...change,
  };
}

/** dana's custom request, which waits for an owner. */
export function aCustomRequest(
  change: Partial<AccessRequestDetails> = {},
): AccessRequestDetails {
  return aRequestToDecide({
    status: 'PENDING_OWNER',
    state: 'PENDING_OWNER',
    permissionSet: CUSTOM_SET,
    contentHash: 'hash-as-read',
    stages: [
      { name: 'owner', status: 'waiting' },
      { name: 'admin', status: 'next' },
    ],
    findings: [aFinding()],
    coveredBy: [
      {
        name: 'PowerUserAccess',
        covers: 'whole',
        asked: 12,
        covered: 12,
        missing: [],
        tooMuch: { count: 9000, services: ['ec2'] },
        uncertain: [],
      },
    ],
    inlinePolicyWithEnd: WITH_END,
    ...change,
  });
}

/** The same, once olivia has approved it for a shorter time. */
export function ownerApproved(
  change: Partial<AccessRequestDetails> = {},
): AccessRequestDetails {
  return aCustomRequest({
    version: 2,
    status: 'PENDING_ADMIN',
    state: 'PENDING_ADMIN',
    stages: [
      {
        name: 'owner',
        status: 'approved',
        review: {
          decision: 'approve',
          by: { ref: 'user:default/olivia', displayName: 'Olivia Park' },
          as: 'owner',
          at: '2026-11-23T12:30:00Z',
          comment: 'Fine for OPS-771',
          duration: 'PT45M',
        },
      },
      { name: 'admin', status: 'waiting' },
    ],
    ...change,
  });
}
