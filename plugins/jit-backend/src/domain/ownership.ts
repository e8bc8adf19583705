import {
  AccountState,
  FoundApprover,
  DesignatedOwner,
  OwnershipItem,
  OwnershipLevel,
  OwnershipProblem,
  OwnershipProblemCode,
  ownershipProblems,
  OwnerSource,
} from '@jit-portal/backstage-plugin-jit-common';
import {
  annotationLine,
  Designated,
  exampleOf,
  linesForAccount,
  linesToDesignate,
  linesToRemove,
  linesToReplace,
} from './ownershipLines';

/*
 * Who owns what, what is wrong with it, and what to do: one judgement over
 * what the catalog and AWS said in one reading. It decides nothing; whoever
 * decides reads the catalog afresh.
 */

/** Somebody named as owner, and whether that confers anything. */
export interface OwnerFact {
  ref: string;
  kind: 'user' | 'group';
  displayName: string;
  standing: 'found' | 'not-found' | 'not-trusted' | 'orphaned';
  /** A group without people from trusted sources. */
  isEmpty: boolean;
  /** More people than configuration allows. */
  tooMany: boolean;
}

export interface ApproverFact extends FoundApprover {
  email?: string;
}

/** An entity that is an account, or should be one. */
export interface EntityFact {
  entityRef: string;
  name: string;
  /** The twelve digits, where they are that. */
  id?: string;
  /** What stands in the annotation. */
  idValue?: string;
  orphaned: boolean;
  editUrl?: string;
  ownersFrom: OwnerSource;
  owners: OwnerFact[];
  /** Everybody below owners that confer something. */
  approvers: ApproverFact[];
  wrongValues: { annotation: string; reason: string }[];
}

/** An account as the organisation lists it. */
export interface AwsAccount {
  id: string;
  name: string;
  state: AccountState;
}

/** What Identity Center says of somebody: exactly one user, enabled or not; or none that counts. */
export type SignIn = 'enabled' | 'disabled' | 'none';

export interface OwnershipFacts {
  entities: EntityFact[];
  /** Entities of other sources that carry an id; they confer nothing. */
  untrusted: { id: string; entityRef: string }[];
  /** Undefined: AWS does not let us read it. */
  accounts?: AwsAccount[];
  /** By e-mail; undefined: AWS does not let us read it. */
  signIns?: Map<string, SignIn>;
  /** People who asked or decided here, or were owners before. */
  knownBefore: Set<string>;
}

/** What configuration says about it. */
export interface OwnershipRules {
  annotation: string;
  maxOwnerPeople: number;
  /** Ids of accounts that the catalog need not have. */
  leftOut: string[];
}

export const MOST_APPROVERS_SHOWN = 100;
const NAMES_SHOWN = 5;

const TEXTS: Record<Exclude<OwnershipProblemCode, 'wrong-value'>, string> = {
  'no-owner': 'No owner set',
  'owner-not-found': 'Owner not found in the catalog',
  'owner-group-empty': 'Owner group has no members',
  'only-one-approver': 'Only one approver',
  'account-id-missing': 'Account id missing',
  'account-id-wrong': 'Account id is not 12 digits',
  'duplicate-account': 'Two entities have the same account id',
  'not-in-catalog': 'In AWS but not in the catalog',
  'not-in-aws': 'In the catalog but not in AWS',
  'owner-no-sign-in': 'Owner has no AWS sign-in',
  'owner-left': 'Owner has left',
  'owner-too-large': 'Owner group is too large',
  'entity-orphaned': 'Entity is orphaned',
};

const LEVELS: OwnershipLevel[] = ['blocks', 'risky', 'note'];

type Told = Omit<OwnershipProblem, 'text' | 'code'>;

function problem(
  code: Exclude<OwnershipProblemCode, 'wrong-value'>,
  told: Told,
): OwnershipProblem {
  return { code, text: TEXTS[code], ...told };
}

function gravity({ level, code }: OwnershipProblem): number {
  return LEVELS.indexOf(level) * 100 + ownershipProblems.indexOf(code);
}

/** Lists sort by this: the worst problem first, what is in order last. */
export function severityOf(item: OwnershipItem): number {
  return Math.min(999, ...item.problems.map(gravity));
}

function worstFirst(problems: OwnershipProblem[]): OwnershipProblem[] {
  return [...problems].sort((a, b) => gravity(a) - gravity(b));
}

function named(names: string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).join(', ');
  const more = names.length - NAMES_SHOWN;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** Where an owner is set, as a reader looks for it. */
function placeOf({ ownersFrom }: EntityFact): string {
  const places: Record<OwnerSource, string> = {
    configuration: 'jit.accounts.owners in configuration',
    annotation: 'jit-portal.io/owners',
    relation: 'spec.owner',
  };
  return places[ownersFrom];
}

function designatedOf(fact: EntityFact): Designated {
  return {
    id: fact.id,
    ownersFrom: fact.ownersFrom,
    refs: fact.owners.map(({ ref }) => ref),
  };
}

function setAnother(fact: EntityFact): string {
  return fact.ownersFrom === 'relation'
    ? 'Set spec.owner to a group that is in the catalog.'
    : `Name somebody in the catalog in ${placeOf(fact)}.`;
}

/** Only an entity of its own id, with its source, confers anything. */
function confers(fact: EntityFact, twins: string[]): boolean {
  return fact.id !== undefined && !fact.orphaned && twins.length === 0;
}

function idProblems(
  { id, idValue }: EntityFact,
  annotation: string,
): OwnershipProblem[] {
  if (id) return [];
  if (!idValue?.trim()) {
    return [
      problem('account-id-missing', {
        level: 'blocks',
        detail: `The annotation ${annotation} is not there, or empty.`,
        fix: `Set ${annotation} to the twelve digits, in quotes.`,
        yaml: annotationLine(annotation, '000000000000'),
      }),
    ];
  }
  const digits = idValue.replace(/[\s-]/g, '');
  return [
    problem('account-id-wrong', {
      level: 'blocks',
      detail: `${annotation} is “${idValue}”.`,
      fix: `Set ${annotation} to exactly the twelve digits, in quotes, without hyphens or spaces.`,
      yaml: annotationLine(
        annotation,
        /^\d{12}$/.test(digits) ? digits : '000000000000',
      ),
    }),
  ];
}

function entityProblems(fact: EntityFact, twins: string[]): OwnershipProblem[] {
  const problems: OwnershipProblem[] = [];
  if (fact.orphaned) {
    problems.push(
      problem('entity-orphaned', {
        level: 'blocks',
        detail: `The source of ${fact.entityRef} is gone, so it is no account any more.`,
        fix: 'Register its file again, or delete the entity in the catalog.',
      }),
    );
  }
  if (twins.length > 0) {
    problems.push(
      problem('duplicate-account', {
        level: 'blocks',
        detail: `${named(
          twins,
        )} has it too, so nobody but admins may act on it.`,
        fix: 'Take the id out of the entity that is not this account.',
      }),
    );
  }
  return problems;
}

/** What is wrong with one of those who are named. */
function ownerProblem(
  fact: EntityFact,
  owner: OwnerFact,
  facts: OwnershipFacts,
  rules: OwnershipRules,
): OwnershipProblem | undefined {
  // While others can decide it is not so bad yet
  const level = fact.approvers.length > 0 ? 'risky' : 'blocks';
  const yaml = linesToReplace(designatedOf(fact), [owner.ref]).yaml;
  const { ref } = owner;
  const place = placeOf(fact);
  if (owner.standing === 'orphaned') {
    return problem('entity-orphaned', {
      level,
      detail: `${ref} in ${place} lost its source, so it confers nothing.`,
      fix: `Bring ${ref} back into the catalog. ${setAnother(fact)}`,
      yaml,
    });
  }
  if (owner.standing === 'not-trusted') {
    return problem('owner-not-found', {
      level,
      detail: `${ref} in ${place} is not from a trusted source, so it confers nothing.`,
      fix: `${setAnother(
        fact,
      )} Sources of people and groups are trusted in jit.identities.trustedLocations.`,
      yaml,
    });
  }
  if (owner.standing === 'not-found') {
    if (owner.kind === 'user' && facts.knownBefore.has(ref)) {
      return problem('owner-left', {
        level,
        detail: `${ref} in ${place} is not in the catalog any more.`,
        fix: setAnother(fact),
        yaml,
      });
    }
    return problem('owner-not-found', {
      level,
      detail: `${place} is ${ref}.`,
      fix: setAnother(fact),
      yaml,
    });
  }
  if (owner.tooMany) {
    return problem('owner-too-large', {
      level,
      detail: `${owner.displayName} has more than ${rules.maxOwnerPeople} people, so it confers nothing.`,
      fix: 'Name a smaller group: those who answer for the account.',
      yaml,
    });
  }
  if (owner.isEmpty) {
    return problem('owner-group-empty', {
      level,
      detail: `Nobody is in ${owner.displayName} (${ref}), to any depth.`,
      fix: `Add people to ${owner.displayName}, or name another group in ${place}.`,
      yaml,
    });
  }
  return undefined;
}

function designationProblems(
  fact: EntityFact,
  facts: OwnershipFacts,
  rules: OwnershipRules,
): OwnershipProblem[] {
  if (fact.owners.length === 0) {
    return [
      problem('no-owner', {
        level: 'blocks',
        fix: 'Set spec.owner to a group, or name owners in jit-portal.io/owners. Until then admins review.',
        yaml: linesToDesignate(designatedOf(fact)).yaml,
      }),
    ];
  }
  return fact.owners.flatMap(
    owner => ownerProblem(fact, owner, facts, rules) ?? [],
  );
}

function onlyOne(fact: EntityFact): OwnershipProblem[] {
  if (fact.approvers.length !== 1) return [];
  const [{ displayName }] = fact.approvers;
  return [
    problem('only-one-approver', {
      level: 'risky',
      detail: `${displayName} is the only one, and may not review an own request. Admins do then.`,
      fix: 'Name a group, or one more owner.',
      yaml: linesToDesignate(designatedOf(fact)).yaml,
    }),
  ];
}

/** What Identity Center says of those who can decide. */
function signInProblems(
  { approvers }: EntityFact,
  { signIns }: OwnershipFacts,
): OwnershipProblem[] {
  if (!signIns) return [];
  const said = (one: ApproverFact): SignIn =>
    (one.email && signIns.get(one.email)) || 'none';
  const names = (what: SignIn) =>
    approvers.filter(one => said(one) === what).map(one => one.displayName);
  const disabled = names('disabled');
  const none = names('none');
  const problems: OwnershipProblem[] = [];
  if (disabled.length > 0) {
    const all = disabled.length === approvers.length;
    problems.push(
      problem('owner-left', {
        level: all ? 'blocks' : 'risky',
        detail: `Disabled in IAM Identity Center: ${named(disabled)}.`,
        fix: 'Take them out of the owners, or enable them again.',
      }),
    );
  }
  if (none.length > 0) {
    problems.push(
      problem('owner-no-sign-in', {
        level: 'note',
        detail: `IAM Identity Center knows no such user: ${named(none)}.`,
        fix: 'Give them a user there with the e-mail address that the catalog has, or take them out of the owners.',
      }),
    );
  }
  return problems;
}

function valueProblems({ wrongValues }: EntityFact): OwnershipProblem[] {
  return wrongValues.map(({ annotation, reason }) => ({
    code: 'wrong-value',
    level: 'risky',
    text: `Wrong value in ${annotation}: ${reason}`,
    fix: `Correct ${annotation}. Until then it means less access, never more.`,
    yaml: exampleOf(annotation),
  }));
}

const GONE: readonly AccountState[] = [
  'SUSPENDED',
  'PENDING_CLOSURE',
  'CLOSED',
];

function awsProblems(
  { id }: EntityFact,
  account: AwsAccount | undefined,
  { accounts }: OwnershipFacts,
): OwnershipProblem[] {
  if (!id || !accounts) return [];
  if (!account) {
    return [
      problem('not-in-aws', {
        level: 'risky',
        detail: `The organisation has no account ${id}.`,
        fix: 'Correct the id, or delete the entity.',
      }),
    ];
  }
  if (!GONE.includes(account.state)) return [];
  return [
    problem('not-in-aws', {
      level: 'note',
      detail: `AWS says ${account.state}: nobody is given access to it.`,
      fix: 'Delete the entity once nobody needs it any more.',
    }),
  ];
}

function ownerOf(fact: OwnerFact): DesignatedOwner {
  const { ref, kind, displayName, standing } = fact;
  return { ref, kind, displayName, found: standing === 'found' };
}

function entityItem(
  fact: EntityFact,
  twins: string[],
  account: AwsAccount | undefined,
  facts: OwnershipFacts,
  rules: OwnershipRules,
): OwnershipItem {
  const isAccount = confers(fact, twins);
  const approvers = isAccount ? fact.approvers : [];
  const designated = designatedOf(fact);
  const problems = [
    ...idProblems(fact, rules.annotation),
    ...entityProblems(fact, twins),
    ...designationProblems(fact, facts, rules),
    ...(isAccount ? onlyOne(fact) : []),
    ...(isAccount ? signInProblems(fact, facts) : []),
    ...valueProblems(fact),
    ...awsProblems(fact, account, facts),
  ];
  return {
    key: fact.entityRef,
    id: fact.id,
    name: fact.name,
    entityRef: fact.entityRef,
    editUrl: fact.editUrl,
    state: account?.state,
    ownersFrom: fact.ownersFrom,
    owners: fact.owners.map(ownerOf),
    approvers: approvers
      .slice(0, MOST_APPROVERS_SHOWN)
      .map(({ ref, displayName, via }) => ({ ref, displayName, via })),
    approverCount: approvers.length,
    problems: worstFirst(problems),
    designate: linesToDesignate(designated),
    remove: designated.refs.map(ref => ({
      ref,
      lines: linesToRemove(designated, ref),
    })),
  };
}

/** An account that only AWS knows. */
function awsItem(
  account: AwsAccount,
  { untrusted }: OwnershipFacts,
  { annotation }: OwnershipRules,
): OwnershipItem {
  const elsewhere = untrusted.filter(({ id }) => id === account.id);
  const refs = elsewhere.map(({ entityRef }) => entityRef);
  return {
    key: `aws:${account.id}`,
    id: account.id,
    name: account.name,
    state: account.state,
    owners: [],
    approvers: [],
    approverCount: 0,
    problems: [
      problem('not-in-catalog', {
        level: 'note',
        detail:
          refs.length > 0
            ? `${named(refs)} carries the id, but is not from a trusted source.`
            : undefined,
        fix: 'Add an entity from a trusted source, or name the id in jit.accounts.leftOut.',
        yaml: linesForAccount(account, annotation),
      }),
    ],
    remove: [],
  };
}

function twinsById(entities: EntityFact[]): Map<string, string[]> {
  const refs = new Map<string, string[]>();
  for (const { id, entityRef, orphaned } of entities) {
    // An orphaned entity confers nothing and takes nothing from others
    if (id && !orphaned) refs.set(id, [...(refs.get(id) ?? []), entityRef]);
  }
  return refs;
}

/** A line for each account and each entity that should be one. */
export function judgeOwnership(
  facts: OwnershipFacts,
  rules: OwnershipRules,
): OwnershipItem[] {
  const twins = twinsById(facts.entities);
  const accounts = new Map((facts.accounts ?? []).map(one => [one.id, one]));
  const items = facts.entities.map(fact => {
    const { id, entityRef, orphaned } = fact;
    const others =
      id && !orphaned
        ? twins.get(id)!.filter(other => other !== entityRef)
        : [];
    return entityItem(
      fact,
      others,
      id ? accounts.get(id) : undefined,
      facts,
      rules,
    );
  });
  const known = new Set(facts.entities.map(({ id }) => id));
  const unknown = [...accounts.values()].filter(
    ({ id, state }) =>
      !known.has(id) && !GONE.includes(state) && !rules.leftOut.includes(id),
  );
  return [...items, ...unknown.map(one => awsItem(one, facts, rules))];
}
