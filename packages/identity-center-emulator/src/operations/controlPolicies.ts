import { parentOf } from '../access/controlPolicies';
import { AwsError } from '../errors';
import { FullSeed } from '../seed';
import { ControlPolicyState } from '../world/types';
import { Context, Input, Operation } from './context';
import { pageOf } from './pages';

function requirePolicy({ world }: Context, input: Input): ControlPolicyState {
  const found = world.data.controlPolicies.find(
    one => one.id === input.PolicyId,
  );
  if (found) return found;
  throw new AwsError(
    'PolicyNotFoundException',
    "We can't find a policy with the PolicyId that you specified.",
  );
}

function summaryOf(
  seed: FullSeed,
  { id, name, description }: ControlPolicyState,
) {
  return {
    Id: id,
    Arn: `arn:aws:organizations::${seed.managementAccountId}:policy/${seed.organization.id}/service_control_policy/${id}`,
    Name: name,
    Description: description,
    Type: 'SERVICE_CONTROL_POLICY',
    AwsManaged: false,
  };
}

function answer({ world }: Context, policy: ControlPolicyState) {
  return {
    Policy: {
      PolicySummary: summaryOf(world.seed, policy),
      Content: policy.content,
    },
  };
}

function isStatement(one: any): boolean {
  return (
    (one?.Effect === 'Deny' || one?.Effect === 'Allow') &&
    Boolean(one.Action ?? one.NotAction) &&
    Boolean(one.Resource ?? one.NotResource) &&
    one.Principal === undefined
  );
}

function isControlPolicy(content: string): boolean {
  try {
    const { Version, Statement } = JSON.parse(content);
    const statements = [Statement].flat();
    return (
      Version === '2012-10-17' &&
      statements.length > 0 &&
      statements.every(isStatement)
    );
  } catch {
    return false;
  }
}

const updatePolicy: Operation = (context, input) => {
  const policy = requirePolicy(context, input);
  const { Content, Name, Description } = input;
  if (Content !== undefined) {
    const { controlPolicyCharacters: most } = context.world.seed.quotas;
    if (Content.length > most) {
      throw new AwsError(
        'ConstraintViolationException',
        'You have exceeded the maximum policy size.',
        400,
        { Reason: 'POLICY_CONTENT_LIMIT_EXCEEDED' },
      );
    }
    if (!isControlPolicy(Content)) {
      throw new AwsError(
        'MalformedPolicyDocumentException',
        'The provided policy document does not meet the requirements of the specified policy type.',
      );
    }
    context.world.changeControlPolicy(policy, Content);
  }
  policy.name = Name ?? policy.name;
  policy.description = Description ?? policy.description;
  return answer(context, policy);
};

function typeOf(id: string) {
  if (id.startsWith('r-')) return 'ROOT';
  return id.startsWith('ou-') ? 'ORGANIZATIONAL_UNIT' : 'ACCOUNT';
}

function nameOf({ organization, accounts }: FullSeed, id: string) {
  if (id === organization.rootId) return 'Root';
  return [...organization.units, ...accounts].find(one => one.id === id)?.name;
}

const listTargets: Operation = (context, input) => {
  const { seed } = context.world;
  const { targets } = requirePolicy(context, input);
  const { page, NextToken } = pageOf(targets, input, 20);
  return {
    Targets: page.map(id => ({
      TargetId: id,
      Name: nameOf(seed, id),
      Type: typeOf(id),
    })),
    NextToken,
  };
};

const listPolicies: Operation = (context, input) => {
  const { data, seed } = context.world;
  const found = data.controlPolicies.filter(one =>
    one.targets.includes(input.TargetId),
  );
  const { page, NextToken } = pageOf(found, input, 20);
  return { Policies: page.map(one => summaryOf(seed, one)), NextToken };
};

const listParents: Operation = ({ world }, { ChildId }) => {
  const parent = parentOf(world.seed, ChildId);
  if (!parent) {
    throw new AwsError(
      'ChildNotFoundException',
      "We can't find an organizational unit (OU) or AWS account with the ChildId that you specified.",
    );
  }
  return { Parents: [{ Id: parent, Type: typeOf(parent) }] };
};

/** Service control policies, and where in the organization they are attached. */
export const controlPolicyOperations: Record<string, Operation> = {
  DescribePolicy: (context, input) =>
    answer(context, requirePolicy(context, input)),
  UpdatePolicy: updatePolicy,
  ListTargetsForPolicy: listTargets,
  ListPoliciesForTarget: listPolicies,
  ListParents: listParents,
};
