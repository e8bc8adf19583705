/** Words of what is said about the policies of a custom permission set. */
export const policies = {
  findings: 'What these policies allow',
  level: { error: 'Error', high: 'High', medium: 'Medium', note: 'Note' },
  line: 'Line {{line}}',
  showLine: 'Show line {{line}}: {{text}}',
  managedPolicy: 'AWS managed policy {{name}}',
  why: 'Why: {{why}}',
  narrower: 'Narrower: {{narrower}}',
  learnMore: 'AWS on this',
  learnMoreOf: 'AWS on this: {{text}}, opens in a new tab',
  noFindings:
    'Nothing was found. A policy without findings is not proven harmless.',
  coverage: 'Could a standard set do?',
  noCoverage: 'No standard set that is offered here covers any of it.',
  coversAll_one: '{{name}} covers the 1 action that is asked for.',
  coversAll_other: '{{name}} covers all {{count}} actions that are asked for.',
  coversPart: '{{name}} covers {{covered}} of {{asked}} actions.',
  missing: {
    action: 'Missing: {{actions}}',
    resource: 'Not on all resources that are asked for: {{actions}}',
    condition: 'Not under the conditions that are asked for: {{actions}}',
    denied: 'Perhaps denied by the set: {{actions}}',
  },
  andMore: '{{names}} and {{more}} more',
  moreMissing_one: '1 more action is missing.',
  moreMissing_other: '{{count}} more actions are missing.',
  tooMuch_one: 'Too much: 1 more action ({{services}}).',
  tooMuch_other: 'Too much: {{count}} more actions ({{services}}).',
  nothingTooMuch: 'It allows nothing beyond what is asked for.',
  uncertain: {
    boundary: 'Its permissions boundary may take some of it away.',
    'unread-policies':
      'Some of its policies could not be read; they may allow more or less.',
  },
} as const;
