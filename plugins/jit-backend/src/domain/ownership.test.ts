import { OwnershipItem } from '@jit-portal/backstage-plugin-jit-common';
import {
  EntityFact,
  judgeOwnership,
  OwnerFact,
  OwnershipFacts,
  OwnershipRules,
  severityOf,
} from './ownership';

const PRODUCTION = '111111111111';
const rules: OwnershipRules = {
  annotation: 'amazonaws.com/account-id',
  maxOwnerPeople: 500,
  leftOut: [],
};

function owner(ref: string, change: Partial<OwnerFact> = {}): OwnerFact {
  return {
    ref,
    kind: ref.startsWith('group:') ? 'group' : 'user',
    displayName: ref.slice(ref.lastIndexOf('/') + 1),
    standing: 'found',
    isEmpty: false,
    tooMany: false,
    ...change,
  };
}

function person(name: string) {
  return {
    ref: `user:default/${name}`,
    displayName: name,
    email: `${name}@example.com`,
    via: [{ ref: 'group:default/ops', displayName: 'Ops' }],
  };
}

/** An account with nothing wrong. */
function entity(change: Partial<EntityFact> = {}): EntityFact {
  return {
    entityRef: 'resource:default/production',
    name: 'Production',
    id: PRODUCTION,
    idValue: PRODUCTION,
    orphaned: false,
    ownersFrom: 'relation',
    owners: [owner('group:default/ops')],
    approvers: [person('ana'), person('bo')],
    wrongValues: [],
    ...change,
  };
}

/** A fact about owners that confer nothing. */
function useless(ref: string, change: Partial<OwnerFact>): Partial<EntityFact> {
  return { owners: [owner(ref, change)], approvers: [] };
}

function judge(
  entities: EntityFact[],
  change: Partial<OwnershipFacts> = {},
  more: Partial<OwnershipRules> = {},
): OwnershipItem[] {
  const facts = { entities, untrusted: [], knownBefore: new Set<string>() };
  return judgeOwnership({ ...facts, ...change }, { ...rules, ...more });
}

const told = (item: OwnershipItem) =>
  item.problems.map(({ level, text }) => `${level}: ${text}`);

describe('judgeOwnership', () => {
  it('finds nothing where all is well', () => {
    const [item] = judge([entity()], {
      accounts: [{ id: PRODUCTION, name: 'Production', state: 'ACTIVE' }],
      signIns: new Map([
        ['ana@example.com', 'enabled'],
        ['bo@example.com', 'enabled'],
      ]),
    });
    expect(item.problems).toEqual([]);
    expect(item).toMatchObject({ state: 'ACTIVE', approverCount: 2 });
    expect(severityOf(item)).toBe(999);
  });

  it.each<[string, Partial<EntityFact>, string[]]>([
    ['nobody named', { owners: [], approvers: [] }, ['blocks: No owner set']],
    [
      'owner: unknown',
      useless('group:default/unknown', { standing: 'not-found' }),
      ['blocks: Owner not found in the catalog'],
    ],
    [
      'an owner from a source that is not trusted',
      useless('group:default/mine', { standing: 'not-trusted' }),
      ['blocks: Owner not found in the catalog'],
    ],
    [
      'a group without people',
      useless('group:default/ops', { isEmpty: true }),
      ['blocks: Owner group has no members'],
    ],
    [
      'a group that lost its source',
      useless('group:default/ops', { standing: 'orphaned' }),
      ['blocks: Entity is orphaned'],
    ],
    [
      'an everybody-group',
      useless('group:default/all', { tooMany: true }),
      ['blocks: Owner group is too large'],
    ],
    [
      'one approver',
      { approvers: [person('ana')] },
      ['risky: Only one approver'],
    ],
    ['no id', { id: undefined, idValue: '' }, ['blocks: Account id missing']],
    [
      'an id with hyphens',
      { id: undefined, idValue: '1111-1111-1111' },
      ['blocks: Account id is not 12 digits'],
    ],
    ['no source any more', { orphaned: true }, ['blocks: Entity is orphaned']],
    [
      'a wrong annotation',
      {
        wrongValues: [
          {
            annotation: 'jit-portal.io/max-duration',
            reason: '“4h” is not one',
          },
        ],
      },
      ['risky: Wrong value in jit-portal.io/max-duration: “4h” is not one'],
    ],
  ])('%s', (_name, change, expected) => {
    expect(told(judge([entity(change)])[0])).toEqual(expected);
  });

  it('says who left, of those it knew', () => {
    const ref = 'user:default/eve';
    const fact = entity(useless(ref, { standing: 'not-found' }));
    const [stranger] = judge([fact]);
    expect(told(stranger)).toEqual(['blocks: Owner not found in the catalog']);
    const [leaver] = judge([fact], { knownBefore: new Set([ref]) });
    expect(told(leaver)).toEqual(['blocks: Owner has left']);
  });

  it('is less worried while others can decide', () => {
    const owners = [
      owner('group:default/ops'),
      owner('group:default/gone', { standing: 'not-found' }),
    ];
    const [item] = judge([entity({ owners })]);
    expect(told(item)).toEqual(['risky: Owner not found in the catalog']);
  });

  it('says what Identity Center thinks of approvers', () => {
    const signIns = new Map([['ana@example.com', 'disabled'] as const]);
    const [item] = judge([entity()], { signIns });
    expect(item.problems).toMatchObject(
      [
        { level: 'risky', text: 'Owner has left', detail: /ana/ },
        { level: 'note', text: 'Owner has no AWS sign-in', detail: /: bo\./ },
      ].map(({ detail, ...rest }) => ({
        ...rest,
        detail: expect.stringMatching(detail),
      })),
    );
  });

  it('lets two entities of one id confer nothing', () => {
    const twin = entity({ entityRef: 'resource:default/twin', name: 'Twin' });
    for (const item of judge([entity(), twin])) {
      expect(told(item)).toEqual([
        'blocks: Two entities have the same account id',
      ]);
      expect(item.approverCount).toBe(0);
    }
    // One without a source takes nothing from the other
    const orphan = { ...twin, orphaned: true };
    expect(told(judge([entity(), orphan])[0])).toEqual([]);
  });

  describe('the organisation', () => {
    const tooling = {
      id: '888888888888',
      name: 'Tooling',
      state: 'ACTIVE',
    } as const;

    it('knows accounts that the catalog does not', () => {
      const [, item] = judge([entity()], {
        accounts: [{ ...tooling, id: PRODUCTION }, tooling],
        untrusted: [{ id: tooling.id, entityRef: 'resource:default/mine' }],
      });
      expect(told(item)).toEqual(['note: In AWS but not in the catalog']);
      expect(item.entityRef).toBeUndefined();
      expect(item.problems[0].detail).toContain('resource:default/mine');
      expect(item.problems[0].yaml).toContain(
        "amazonaws.com/account-id: '888888888888'",
      );
    });

    it('need not have them all, nor those that are closed, in the catalog', () => {
      const closed = {
        ...tooling,
        id: '777777777777',
        state: 'CLOSED',
      } as const;
      const accounts = [{ ...tooling, id: PRODUCTION }, tooling, closed];
      expect(
        judge([entity()], { accounts }, { leftOut: [tooling.id] }),
      ).toHaveLength(1);
    });

    it('does not know an account of the catalog', () => {
      const [item] = judge([entity()], { accounts: [] });
      expect(told(item)).toEqual(['risky: In the catalog but not in AWS']);
    });

    it('has closed one', () => {
      const accounts = [
        { ...tooling, id: PRODUCTION, state: 'SUSPENDED' as const },
      ];
      const [item] = judge([entity()], { accounts });
      expect(told(item)).toEqual(['note: In the catalog but not in AWS']);
      expect(item.problems[0].detail).toContain('SUSPENDED');
    });

    it('is not guessed about', () => {
      expect(told(judge([entity()], { accounts: undefined })[0])).toEqual([]);
    });
  });

  it('tells the worst problem first', () => {
    const [item] = judge(
      [
        entity({
          ...useless('group:default/unknown', { standing: 'not-found' }),
          wrongValues: [{ annotation: 'a/b', reason: 'no' }],
        }),
      ],
      { accounts: [{ id: PRODUCTION, name: 'P', state: 'CLOSED' }] },
    );
    expect(item.problems.map(({ level }) => level)).toEqual([
      'blocks',
      'risky',
      'note',
    ]);
  });
});

describe('the lines that fix it', () => {
  it('set spec.owner in place of one that is not there', () => {
    const fact = entity(
      useless('group:default/unknown', { standing: 'not-found' }),
    );
    const [{ problems }] = judge([fact]);
    expect(problems[0].fix).toBe(
      'Set spec.owner to a group that is in the catalog.',
    );
    expect(problems[0].yaml).toBe('spec:\n  owner: group:default/your-group');
  });

  it('take the hyphens out of an id', () => {
    const [{ problems }] = judge([
      entity({ id: undefined, idValue: '1111-1111-1111' }),
    ]);
    expect(problems[0].yaml).toContain(
      "amazonaws.com/account-id: '111111111111'",
    );
  });

  it('name one more owner and leave one out, by annotation', () => {
    const owners = [owner('group:default/ops'), owner('user:default/ana')];
    const [item] = judge([entity({ ownersFrom: 'annotation', owners })]);
    expect(item.designate).toEqual({
      where: 'entity',
      yaml: 'metadata:\n  annotations:\n    jit-portal.io/owners: group:default/ops, user:default/ana, group:default/your-group',
    });
    expect(item.remove[0]).toMatchObject({
      ref: 'group:default/ops',
      lines: {
        yaml: 'metadata:\n  annotations:\n    jit-portal.io/owners: user:default/ana',
      },
    });
  });

  it('never leave an account without an owner', () => {
    const [item] = judge([entity()]);
    expect(item.remove).toEqual([
      {
        ref: 'group:default/ops',
        lines: {
          where: 'entity',
          yaml: 'spec:\n  owner: group:default/your-group',
          note: expect.stringContaining('only owner'),
        },
      },
    ]);
  });

  it('are those of configuration where that wins', () => {
    const [item] = judge([entity({ ownersFrom: 'configuration' })]);
    expect(item.designate).toMatchObject({
      where: 'configuration',
      yaml: "jit:\n  accounts:\n    owners:\n      '111111111111':\n        - group:default/ops\n        - group:default/your-group",
    });
  });

  it('quote what YAML would read otherwise', () => {
    const accounts = [
      { id: '999999999999', name: 'a: "b" # c', state: 'ACTIVE' as const },
    ];
    const [{ problems }] = judge([], { accounts });
    expect(problems[0].yaml).toContain('title: "a: \\"b\\" # c"');
    expect(problems[0].yaml).toContain('name: a-b-c');
  });
});
