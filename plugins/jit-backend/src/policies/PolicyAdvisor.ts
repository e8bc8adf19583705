import {
  PolicyFinding,
  PolicyProblem,
  PolicySize,
  SetCoverage,
} from '@jit-portal/backstage-plugin-jit-common';
import { withoutDenies } from '../domain/denyStatements';
import { StandardSet } from '../identityCenter/IdentityCenter';
import { ManagedPolicies, readManaged } from './data/ManagedPolicies';
import { ServiceReference } from './data/ServiceFacts';
import { Finding } from './findings/Finding';
import { judge } from './findings/judge';
import { Policy } from './reading/Policy';
import { readPolicy } from './reading/readPolicy';
import { sizeOf } from './reading/sizes';
import {
  compareSets,
  Coverage,
  StandardSetPolicies,
} from './standardSets/compareSets';

/** The policies of a custom set, as somebody wrote them. */
export interface AskedPolicies {
  /** ARNs of AWS managed policies. */
  managedPolicies: readonly string[];
  /** JSON, whatever it is worth. */
  inlinePolicy?: string;
  /** The account that they are for; while somebody writes, it may not be known. */
  accountId?: string;
}

/** What there is to say of them. */
export interface Advice {
  problems: PolicyProblem[];
  /** All of them: whoever judges must see each. {@link shownFindings} shortens. */
  findings: PolicyFinding[];
  size?: PolicySize;
}

/** Says what policies allow before anybody grants them; the only door to `policies/`. */
export interface PolicyAdvisor {
  /** What is wrong with them, and what they allow. */
  advise(asked: AskedPolicies): Promise<Advice>;
  /** Which of these sets would do instead, whole or in part. */
  compare(
    asked: AskedPolicies,
    offered: readonly StandardSet[],
  ): Promise<SetCoverage[]>;
}

/** Missing actions are named up to here; the rest are counted. */
const NAMED = 20;

const INLINE = 'permissionSet.inlinePolicy';

function sizeFor(text: string): PolicySize {
  const { reserved, fits, ...size } = sizeOf(text);
  return size;
}

function told(finding: Finding): PolicyFinding {
  const { code, severity, source, place, actions } = finding;
  const { text, why, narrower, includes, refuses } = finding;
  // In one order and without holes: the content's hash is over it
  return {
    code,
    severity,
    source,
    ...(place && { place }),
    actions,
    text,
    why,
    narrower,
    includes,
    refuses,
  };
}

function toldCoverage({
  set,
  covers,
  missing,
  ...rest
}: Coverage): SetCoverage {
  return {
    name: set,
    covers: covers === 'whole' ? 'whole' : 'part',
    ...rest,
    missing: missing.slice(0, NAMED),
  };
}

/** The advisor on AWS's own data. */
export class DefaultPolicyAdvisor implements PolicyAdvisor {
  constructor(
    private readonly sources: {
      reference: ServiceReference;
      managedPolicies: ManagedPolicies;
      /** Patterns of actions that are never granted. */
      neverGrant: string[];
    },
  ) {}

  async advise({ managedPolicies, inlinePolicy, accountId }: AskedPolicies) {
    const reading =
      inlinePolicy === undefined ? undefined : readPolicy(inlinePolicy);
    const problems =
      reading && !reading.ok
        ? reading.problems.map(one => ({ ...one, field: INLINE }))
        : [];
    const found = await judge(
      {
        inline: reading?.ok ? reading.policy : undefined,
        managed: [...managedPolicies],
        account: accountId,
      },
      this.sources,
      { neverGrant: this.sources.neverGrant },
    );
    return {
      problems,
      findings: found.map(told),
      ...(inlinePolicy !== undefined && { size: sizeFor(inlinePolicy) }),
    };
  }

  async compare(asked: AskedPolicies, offered: readonly StandardSet[]) {
    const policies = await this.#policiesOf(asked);
    if (policies.read.length === 0 || policies.unread) return [];
    const sets = await Promise.all(offered.map(set => this.#contentOf(set)));
    const compared = await compareSets(
      policies.read,
      sets.filter(set => set !== undefined),
      this.sources.reference,
    );
    return compared
      .filter(({ covers }) => covers !== 'nothing')
      .map(toldCoverage);
  }

  /** A set whose content nobody has read yet is compared with nothing. */
  async #contentOf(set: StandardSet): Promise<StandardSetPolicies | undefined> {
    const { name, content } = set;
    if (!content) return undefined;
    const { read, unread } = await this.#policiesOf({
      managedPolicies: content.managedPolicyArns,
      // Denies of ours come and go, and name single people
      inlinePolicy: withoutDenies(content.inlinePolicy) || undefined,
    });
    return {
      name,
      policies: read,
      bounded: content.boundary !== undefined,
      partlyUnread: unread || content.customerPolicies.length > 0,
    };
  }

  async #policiesOf({ managedPolicies, inlinePolicy }: AskedPolicies) {
    const documents = await Promise.all(
      managedPolicies.map(async arn => {
        const document = await this.sources.managedPolicies.find(arn);
        return document && readManaged(document);
      }),
    );
    const inline =
      inlinePolicy === undefined ? undefined : readPolicy(inlinePolicy);
    const all = [
      ...documents,
      ...(inline ? [inline.ok ? inline.policy : undefined] : []),
    ];
    const read = all.filter((one): one is Policy => one !== undefined);
    return { read, unread: read.length < all.length };
  }
}
