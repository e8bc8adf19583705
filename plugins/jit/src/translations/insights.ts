/** Words of Insights. */
export const insights = {
  what: 'insights',
  tabs: 'Request History',
  history: 'History',
  noAccess:
    'Only account owners, SSO Admins, Admins and auditors can see insights.',
  notEnough: 'Not enough history yet.',
  startAfter: 'Insights start after {{n}} requests.',
  noneOfThese: 'Nothing to show in this range.',
  computed: 'As of {{time}}',
  account: 'Account',
  chooseAccount: 'All accounts',
  download: 'Download data',
  downloadCsv: 'CSV',
  downloadJson: 'JSON',
  definition: 'What {{title}} means',
  asTable: 'Table',
  numbers: 'Numbers of {{title}}',
  toHistory: 'Show in history',
  toHistoryOf: 'Show in history: {{title}}',
  toSessions: 'Show in Manage Sessions',
  cardFailed: 'Could not load this card.',
  tooFew: 'Too few to tell ({{n}})',
  summary: '{{title}}: {{items}}.',
  summaryItem: '{{label}} {{values}}',
  summaryLine: '{{label}} {{last}} at the end, {{most}} at most',
  summaryMore: 'and {{n}} more in the table',
  summaryNone: '{{title}}: nothing in this range.',
  percent: '{{n}} %',
  up: 'up {{by}}',
  down: 'down {{by}}',
  same: 'no change',
  points_one: '1 point',
  points_other: '{{count}} points',
  comparedWith: 'compared with the range before',
  custom: 'Custom sets, all together',
  day: 'Day (UTC)',
  week: 'Week from (UTC)',
  stage: 'Stage',
  stages: { owner: 'Owner review', admin: 'Admin review' },
  group: 'Approver group',
  set: 'Permission set',
  reason: 'Reason',
  asked: 'Asked for',
  askedFor: '{{name}}: {{content}}',
  inline: 'an inline policy',
  covers: 'covered by {{name}}',
  measure: {
    requests: 'Requests',
    expired: 'Expired',
    of: 'Decided or expired',
    share: 'Share',
    decided: 'Decided',
    median: 'Median',
    p90: '90th percentile',
    sessions: 'Sessions',
    offHours: 'Off-hours',
    long: '8 h or more',
    peak: 'Most at once',
    accounts: 'Accounts',
  },
  reasons: {
    'too-wide': 'Too wide',
    'too-long': 'Too long',
    'wrong-account': 'Wrong account',
    'standard-set-covers': 'A standard set covers this',
    unclear: 'Justification not clear',
    other: 'Other',
  },
  filter: {
    reason: 'Rejected for',
    session: 'Session',
    sessions: {
      granted: 'Access was given',
      'off-hours': 'Off-hours',
      long: '8 h or more',
    },
    asked: 'Asks for the same',
    coveredBy: 'Covered by',
  },
  tile: {
    requests: {
      title: 'Requests',
      definition: 'Requests sent in this range, whatever became of them.',
    },
    approved: {
      title: 'Approved',
      definition:
        'Approved, of all that were approved, rejected or expired. Under 10 of them it is too few to tell.',
    },
    expired: {
      title: 'Expired',
      definition:
        'Expired, of all that were approved, rejected or expired. Under 10 of them it is too few to tell. Expired requests were never answered.',
    },
    median: {
      title: 'Median time to decision',
      definition:
        'From sending to the last decision, in whole minutes, of requests that were approved or rejected. Half of them were decided in this time.',
    },
  },
  card: {
    accounts: {
      title: 'Frequently requested accounts',
      sentence: 'A standard permission set may make these requests easier.',
      definition: 'Requests sent in this range, by account; the first ten.',
    },
    permissionSets: {
      title: 'Frequently requested permission sets',
      sentence: 'What people need most often.',
      definition:
        'Requests sent in this range, by standard permission set; the first ten. Custom sets count together.',
    },
    reasons: {
      title: 'Common rejection reasons',
      sentence: 'Shows where guidance for requesters could help.',
      definition:
        'Rejected requests of this range by the quick text that the reviewer chose, otherwise Other.',
    },
    repeated: {
      title: 'Repeated custom requests',
      sentence: 'What is asked for again and again may deserve a standard set.',
      definition:
        'Custom requests that ask for the same managed policies and the same inline policy, whatever they are called and in whatever order they are written; twice or more.',
    },
    covered: {
      title: 'Custom requests that a standard set covers',
      sentence: 'People may not know of these sets.',
      definition:
        'Custom requests of which everything was allowed by an offered standard set when they were sent.',
    },
    weeks: {
      title: 'Time to decision by week',
      sentence: 'How long people wait for an answer.',
      definition:
        'From sending to the last decision, of requests that were approved or rejected, by the UTC week in which they were sent; median and 90th percentile in whole minutes.',
    },
    stages: {
      title: 'Time to decision by stage',
      sentence: 'Where custom requests wait.',
      definition:
        'Of decided custom requests: sending to owner review, and owner review to admin review.',
    },
    accountTimes: {
      title: 'Time to decision by account',
      sentence: 'Where more approvers may help.',
      definition:
        'Decided requests of this range; the ten accounts with most decisions. People are not counted one by one.',
    },
    ownerTimes: {
      title: 'Time to decision by approver group',
      sentence: 'Which groups may need more approvers.',
      definition:
        'Decided requests on the accounts that a group owns today, whoever decided them; the ten groups with most decisions.',
    },
    expired: {
      title: 'Expired requests by account',
      sentence:
        'Expired requests were never answered. Response time may need work.',
      definition:
        'Expired, of all that were approved, rejected or expired. Under 10 of them it is too few to tell.',
    },
    active: {
      title: 'Active sessions by day',
      sentence:
        'Many at once may call for a broader set or a group assignment.',
      definition:
        'The most sessions that ran at the same time on each UTC day, on the five accounts with most sessions. Sessions counts those of the requests sent in this range.',
    },
    offHours: {
      title: 'Off-hours sessions',
      sentence: 'Access that begins outside working hours is worth a look.',
      definition:
        'Sessions of the requests sent in this range, granted outside {{from}}-{{to}} on working days in the time zone of the account.',
    },
    longRunning: {
      title: 'Long-running sessions',
      sentence: 'Some may no longer be needed.',
      definition:
        'Sessions of the requests sent in this range that ran 8 hours or more. Now counts those that Manage Sessions marks at this moment, whatever the range.',
    },
  },
  headline: {
    offHours: '{{n}} ({{share}})',
    long: '{{n}} now',
  },
} as const;
