import { nonBlankLength } from '@jit-portal/backstage-plugin-jit-common';
import { isJson } from './formatJson';

/** Stands where only the requester knows what to write; never sent. */
export const TO_FILL_IN = 'CHANGE-ME';

interface Statement {
  Sid: string;
  Effect: 'Allow';
  Action: string[];
  Resource: string | string[];
}

/** Narrow statements to begin from, by what they are for. */
const examples = {
  readBucket: () => [
    {
      Sid: 'ListOneBucket',
      Effect: 'Allow',
      Action: ['s3:GetBucketLocation', 's3:ListBucket'],
      Resource: `arn:aws:s3:::${TO_FILL_IN}-bucket`,
    },
    {
      Sid: 'ReadOneBucket',
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: `arn:aws:s3:::${TO_FILL_IN}-bucket/*`,
    },
  ],
  writeFolder: () => [
    {
      Sid: 'WriteOneFolder',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: `arn:aws:s3:::${TO_FILL_IN}-bucket/${TO_FILL_IN}-folder/*`,
    },
  ],
  readTable: (account: string) => [
    {
      Sid: 'ReadOneTable',
      Effect: 'Allow',
      Action: [
        'dynamodb:BatchGetItem',
        'dynamodb:DescribeTable',
        'dynamodb:GetItem',
        'dynamodb:Query',
      ],
      Resource: `arn:aws:dynamodb:${TO_FILL_IN}-region:${account}:table/${TO_FILL_IN}-table`,
    },
  ],
  restartService: (account: string) => [
    {
      Sid: 'RestartOneService',
      Effect: 'Allow',
      Action: ['ecs:DescribeServices', 'ecs:UpdateService'],
      Resource: `arn:aws:ecs:${TO_FILL_IN}-region:${account}:service/${TO_FILL_IN}-cluster/${TO_FILL_IN}-service`,
    },
  ],
  restartInstance: (account: string) => [
    {
      Sid: 'RestartOneInstance',
      Effect: 'Allow',
      Action: ['ec2:RebootInstances'],
      Resource: `arn:aws:ec2:${TO_FILL_IN}-region:${account}:instance/${TO_FILL_IN}-instance`,
    },
  ],
  readLogs: (account: string) => [
    {
      Sid: 'ReadOneLogGroup',
      Effect: 'Allow',
      Action: [
        'logs:DescribeLogStreams',
        'logs:FilterLogEvents',
        'logs:GetLogEvents',
      ],
      Resource: `arn:aws:logs:${TO_FILL_IN}-region:${account}:log-group:${TO_FILL_IN}-group:*`,
    },
  ],
} satisfies Record<string, (account: string) => Statement[]>;

/** Keys into the translation resource. */
export type ExampleName = keyof typeof examples;

/** In the order of the menu. */
export const exampleNames = Object.keys(examples) as ExampleName[];

/**
 * Whether statements can be added without losing any of what stands there: it
 * is a policy, and says nothing twice or in a roundabout way.
 */
export function takesExamples(policy: string): boolean {
  if (policy.trim() === '') return true;
  if (!isJson(policy)) return false;
  const read = JSON.parse(policy);
  return (
    Array.isArray(read?.Statement) &&
    JSON.stringify(read).length === nonBlankLength(policy)
  );
}

/** The policy with one of the examples behind what stands in it. */
export function withExample(
  policy: string,
  name: ExampleName,
  account: string,
): string {
  const begun =
    policy.trim() === ''
      ? { Version: '2012-10-17', Statement: [] }
      : JSON.parse(policy);
  const used = new Set(begun.Statement.map((one: Statement) => one?.Sid));
  // A statement's id may stand once in a policy
  const free = (sid: string) => {
    let candidate = sid;
    for (let n = 2; used.has(candidate); n++) candidate = `${sid}${n}`;
    return candidate;
  };
  const added = (examples[name](account) as Statement[]).map(one => ({
    ...one,
    Sid: free(one.Sid),
  }));
  return JSON.stringify(
    { ...begun, Statement: [...begun.Statement, ...added] },
    null,
    2,
  );
}

/** The first line where something is left to fill in, from 1. */
export function lineToFillIn(policy: string): number | undefined {
  const at = policy.split('\n').findIndex(line => line.includes(TO_FILL_IN));
  return at < 0 ? undefined : at + 1;
}
