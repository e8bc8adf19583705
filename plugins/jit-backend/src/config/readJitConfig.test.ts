import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readJitConfig } from './readJitConfig';

const aws = {
  region: 'eu-central-1',
  instanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef',
};

function read(jit: JsonObject, rest: JsonObject = {}) {
  return readJitConfig(new ConfigReader({ jit: { aws, ...jit }, ...rest }));
}

describe('readJitConfig', () => {
  it('fills in every default', () => {
    expect(read({})).toEqual({
      roles: { admins: [], ssoAdmins: [], auditors: [] },
      accounts: {
        annotation: 'amazonaws.com/account-id',
        trustedLocations: [],
        owners: {},
        maxOwnerPeople: 500,
        leftOut: [],
      },
      identities: { trustedLocations: [], attribute: 'emails.value' },
      permissionSets: { offered: [], custom: 'forbidden' },
      duration: {
        defaultMinutes: 60,
        minMinutes: 15,
        maxMinutes: 480,
        stepMinutes: 15,
      },
      approvalWindowMinutes: 1440,
      approvals: {
        allowSelfReview: false,
        requireComment: { reject: true, approveHighRisk: true },
      },
      justification: { min: 20, max: 1000 },
      limits: {
        submissionsPerPersonPerHour: 60,
        pendingPerPerson: 50,
        manySessions: 20,
        policyChecksPerPersonPerMinute: 120,
      },
      notifications: {
        reminders: true,
        reviewersPerRequest: 50,
        perPersonPerHour: 10,
      },
      customSets: {
        accessAnalyzer: { checkNeverGrant: false, validatePolicy: false },
        managedPolicies: 10,
        neverGrant: [],
        sets: 3500,
        setsPerAccount: 500,
      },
      workingHours: {
        from: '07:00',
        to: '19:00',
        days: [1, 2, 3, 4, 5],
        zone: 'UTC',
      },
      leaver: true,
      audit: { checkpointMinutes: 5, retention: 'P7Y' },
      callers: { services: [], actors: [] },
      recovery: {},
      credentialsMode: 'assignment',
      credentials: { allowLongSessions: false, scp: undefined },
      aws: {
        ...aws,
        mode: 'manage',
        callsPerSecond: 15,
        outstanding: 8,
        activateWithinMinutes: 30,
        acknowledgeSqlite: false,
      },
    });
  });

  it('reads durations as ISO 8601 and as words', () => {
    const config = read({
      duration: { max: 'P1DT30M', default: { hours: 1, minutes: 30 } },
      approvalWindow: { days: 2 },
    });
    expect(config.duration).toMatchObject({
      maxMinutes: 1470,
      defaultMinutes: 90,
    });
    expect(config.approvalWindowMinutes).toBe(2880);
  });

  it('takes numbers and flags from environment variables', () => {
    const config = read({
      aws: { ...aws, callsPerSecond: '20', acknowledgeSqlite: 'true' },
    });
    expect(config.aws).toMatchObject({
      callsPerSecond: 20,
      acknowledgeSqlite: true,
    });
  });

  it('writes people and groups out in full and in lower case', () => {
    const config = read({
      roles: { admins: ['User:Ana', 'group:Ops/Platform'] },
      accounts: { owners: { '111122223333': ['group:payments'] } },
    });
    expect(config.roles.admins).toEqual([
      'user:default/ana',
      'group:ops/platform',
    ]);
    expect(config.accounts.owners).toEqual({
      '111122223333': ['group:default/payments'],
    });
  });

  it('reads weekdays around the end of the week', () => {
    expect(read({ workingHours: { days: 'Sat-Mon, wed' } }).workingHours.days)
      // Monday, Wednesday, Saturday, Sunday
      .toEqual([1, 3, 6, 7]);
  });

  it.each<[string, JsonObject, RegExp]>([
    [
      'a Region that is none',
      { aws: { ...aws, region: 'here' } },
      /jit\.aws\.region must be the Region/,
    ],
    [
      'no instance',
      { aws: { region: 'eu-central-1' } },
      /jit\.aws\.instanceArn/,
    ],
    ['nothing about AWS', { aws: {} }, /2 problems/],
    [
      'an ARN of something else',
      { aws: { ...aws, instanceArn: 'arn:aws:iam::1:role/x' } },
      /jit\.aws\.instanceArn must be the ARN/,
    ],
    [
      'more calls than AWS allows',
      { aws: { ...aws, callsPerSecond: 21 } },
      /jit\.aws\.callsPerSecond must be a whole number from 1 to 20/,
    ],
    [
      'more operations than AWS allows',
      { aws: { ...aws, outstanding: 11 } },
      /jit\.aws\.outstanding/,
    ],
    [
      'a mode that is none',
      { aws: { ...aws, mode: 'dry-run' } },
      /jit\.aws\.mode must be one of: manage, observe/,
    ],
    [
      'a portal without https',
      { aws: { ...aws, accessPortalUrl: 'http://acme.awsapps.com/start' } },
      /jit\.aws\.accessPortalUrl must begin with https/,
    ],
    [
      'a misspelt role',
      { roles: { ssoadmins: ['user:ana'] } },
      /jit\.roles\.ssoadmins is not a known key/,
    ],
    ['a misspelt section', { role: {} }, /jit\.role is not a known key/],
    [
      'a person without a kind',
      { roles: { admins: ['ana'] } },
      /jit\.roles\.admins\.0 "ana" must be a full reference/,
    ],
    [
      'something that is neither person nor group',
      { roles: { admins: ['component:default/x'] } },
      /jit\.roles\.admins\.0/,
    ],
    [
      'one person instead of a list',
      { roles: { admins: 'user:ana' } },
      /jit\.roles\.admins must be a list/,
    ],
    [
      'owners of an id that is too short',
      { accounts: { owners: { '123': ['user:ana'] } } },
      /jit\.accounts\.owners\.123 must be keyed by account ids/,
    ],
    [
      'a location without a type',
      { accounts: { trustedLocations: ['github.com/acme'] } },
      /jit\.accounts\.trustedLocations\.0 must be a location reference/,
    ],
    [
      'a whole repository, whose other branches anybody may push',
      {
        accounts: { trustedLocations: ['url:https://github.com/acme/org/'] },
      },
      /jit\.accounts\.trustedLocations\.0 must name a branch/,
    ],
    [
      'a whole host, for the marks of its people',
      { identities: { trustedLocations: ['url:https://github.com/'] } },
      /jit\.identities\.trustedLocations\.0 must name a branch/,
    ],
    ...[
      'url:https://github.com/src/app/',
      'url:https://github.com/acme/org/blob/*',
      'url:https://gitlab.com/acme/org/-/tree',
    ].map((location): [string, JsonObject, RegExp] => [
      `no branch in ${location}`,
      { accounts: { trustedLocations: [location] } },
      /jit\.accounts\.trustedLocations\.0 must name a branch/,
    ]),
    ...['url:https://', 'url:https:', 'url:https:/', 'url:/x'].map(
      (location): [string, JsonObject, RegExp] => [
        `no host in ${location}`,
        { accounts: { trustedLocations: [location] } },
        /jit\.accounts\.trustedLocations\.0 must be a whole address/,
      ],
    ),
    [
      'a location that the catalog cannot find by',
      { accounts: { trustedLocations: [`ldap:${'x'.repeat(200)}`] } },
      /jit\.accounts\.trustedLocations\.0 must not be longer than 200/,
    ],
    [
      'an annotation without a prefix',
      { accounts: { annotation: 'account' } },
      /jit\.accounts\.annotation/,
    ],
    [
      'an attribute that is not unique',
      { identities: { attribute: 'displayName' } },
      /jit\.identities\.attribute/,
    ],
    [
      'a default under the least',
      { duration: { default: 'PT15M', min: 'PT30M' } },
      /jit\.duration\.default must not be shorter/,
    ],
    [
      'a default over the most',
      { duration: { default: 'PT9H' } },
      /jit\.duration\.default must not be longer/,
    ],
    [
      'a duration off the step',
      { duration: { default: 'PT50M' } },
      /jit\.duration\.default must be a multiple/,
    ],
    [
      'half minutes',
      { duration: { step: 'PT90S' } },
      /jit\.duration\.step must be a duration of whole minutes/,
    ],
    [
      'a month, which has no fixed length',
      { duration: { max: 'P1M' } },
      /jit\.duration\.max/,
    ],
    [
      'a length in unknown units',
      { duration: { max: { fortnights: 1 } } },
      /jit\.duration\.max/,
    ],
    ['no length at all', { duration: { min: 'PT0S' } }, /jit\.duration\.min/],
    [
      'a number for a duration',
      { approvalWindow: 60 },
      /jit\.approvalWindow must be a duration/,
    ],
    [
      'a window nobody could meet',
      { approvalWindow: 'PT5M' },
      /jit\.approvalWindow must be at least 15 minutes/,
    ],
    [
      'a justification that cannot be written',
      { justification: { min: 50, max: 40 } },
      /jit\.justification\.min must not be more/,
    ],
    [
      'working hours that end before they begin',
      { workingHours: { from: '20:00' } },
      /jit\.workingHours\.from must be before/,
    ],
    [
      'a time that is none',
      { workingHours: { from: '25:00' } },
      /jit\.workingHours\.from must be a time of day/,
    ],
    [
      'days that are none',
      { workingHours: { days: 'Mon-Fun' } },
      /jit\.workingHours\.days must be weekdays/,
    ],
    [
      'a zone that is none',
      { workingHours: { zone: 'Berlin' } },
      /jit\.workingHours\.zone must be an IANA time zone/,
    ],
    [
      'a flag that is none',
      { approvals: { allowSelfReview: 'sometimes' } },
      /jit\.approvals\.allowSelfReview must be true or false/,
    ],
    [
      'a way to cut credentials off that there is not',
      { credentials: { mode: 'prayer' } },
      /jit\.credentials\.mode must be one of: assignment, inline-deny, scp-deny/,
    ],
    [
      'a deny SCP that is not named',
      { credentials: { mode: 'scp-deny' } },
      /jit\.credentials\.scp is needed for the mode scp-deny: set policyId/,
    ],
    [
      'a deny SCP by its ARN',
      {
        credentials: { scp: { policyId: 'arn:aws:organizations::1:policy/p' } },
      },
      /jit\.credentials\.scp\.policyId must be the id of a service control policy/,
    ],
    [
      'a role that is none',
      { credentials: { scp: { policyId: 'p-0123456789', roleArn: 'admin' } } },
      /jit\.credentials\.scp\.roleArn must be the ARN of an IAM role/,
    ],
    [
      'an SCP larger than AWS allows',
      { credentials: { scp: { policyId: 'p-0123456789', maxSize: 20480 } } },
      /jit\.credentials\.scp\.maxSize must be a whole number from 1024 to 10240/,
    ],
    [
      'a check by AWS with nothing to check',
      {
        customSets: {
          neverGrant: ['iam:Create*'],
          accessAnalyzer: { checkNeverGrant: true },
        },
      },
      /jit\.customSets\.accessAnalyzer\.checkNeverGrant needs an action without wildcards in jit\.customSets\.neverGrant/,
    ],
    ['a retention that is none', { retention: '7 years' }, /jit\.retention/],
  ])('refuses %s, naming key and fix', (_, jit, problem) => {
    expect(() => read(jit)).toThrow(problem);
  });

  it('takes locations that name a branch, one name, or no repository', () => {
    const trustedLocations = [
      'url:https://github.com/acme/org/blob/main/',
      'url:https://gitlab.com/acme/people/org/-/blob/main/org.yaml',
      'url:https://github.com/*',
      'url:https://github.com/orgs/acme/teams/*',
      'url:https://acme-accounts.s3.eu-west-1.amazonaws.com/',
      'ldap:cn=owners',
    ];
    expect(
      read({ aws, accounts: { trustedLocations } }).accounts.trustedLocations,
    ).toEqual(trustedLocations);
  });

  it('tells all problems together', () => {
    expect(() =>
      read({ approvalWindow: 'soon', roles: { admins: ['ana'] }, brake: true }),
    ).toThrow(/3 problems.*\n.*roles.*\n.*approvalWindow.*\n.*brake/);
  });

  it.each([
    'https://127.0.0.1:4577',
    'http://sso.eu-central-1.amazonaws.com',
    'http://127.0.0.1.evil.example',
    'http://10.0.0.1:4577',
    'http://user@localhost:4577',
    'localhost:4577',
  ])('refuses %s as the emulator (H35)', endpoint => {
    expect(() => read({ aws: { ...aws, endpoint } })).toThrow(
      /jit\.aws\.endpoint is for the emulator/,
    );
  });

  it.each(['http://127.0.0.1:4577', 'http://localhost:80/', 'http://[::1]:1'])(
    'takes %s as the emulator',
    endpoint => {
      expect(read({ aws: { ...aws, endpoint } }).aws.endpoint).toBe(endpoint);
    },
  );

  it('keeps demo sign-in and real AWS apart (H34)', () => {
    const demo = { auth: { providers: { demo: {} } } };
    expect(() => read({}, demo)).toThrow(/auth\.providers\.demo must not/);
    expect(() =>
      read({ aws: { ...aws, endpoint: 'http://127.0.0.1:4577' } }, demo),
    ).not.toThrow();
  });
});
