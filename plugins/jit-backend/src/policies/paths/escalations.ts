import { FindingCode } from '../findings/Finding';

/** One thing that a person must be able to do. */
export interface Step {
  anyOf: string[];
  /** For iam:PassRole: who gets the role; a condition for others closes the path. */
  passedTo?: string;
}

/** A way from some rights to more rights. */
export interface Escalation {
  code: FindingCode;
  /** All of them, in whichever policies of the set. */
  steps: Step[];
  /** Keys by which the rights gained are bounded. */
  boundedBy?: string[];
}

const PASS_ROLE = 'iam:PassRole';

const passing = (passedTo: string, ...steps: string[][]): Escalation => ({
  code: 'escalates-by-pass-role',
  steps: [{ anyOf: [PASS_ROLE], passedTo }, ...steps.map(anyOf => ({ anyOf }))],
});

const alone = (
  code: FindingCode,
  actions: string[],
  boundedBy?: string[],
): Escalation[] =>
  actions.map(action => ({ code, steps: [{ anyOf: [action] }], boundedBy }));

/*
 * The known paths, gathered from Rhino Security Labs ("AWS Privilege
 * Escalation - Methods and Mitigation"), Bishop Fox ("IAM Vulnerable"), NCC
 * Group's PMapper and Datadog's pathfinding.cloud. Where a list asks for a
 * third action that only saves waiting (invoking a function that something
 * else will invoke), the path here does without it.
 */

const BY_POLICY_EDIT = alone(
  'escalates-by-policy-edit',
  [
    'iam:CreatePolicyVersion',
    'iam:SetDefaultPolicyVersion',
    'iam:AttachUserPolicy',
    'iam:AttachGroupPolicy',
    'iam:AttachRolePolicy',
    'iam:PutUserPolicy',
    'iam:PutGroupPolicy',
    'iam:PutRolePolicy',
    'iam:AddUserToGroup',
    'iam:PutRolePermissionsBoundary',
    'iam:PutUserPermissionsBoundary',
  ],
  ['iam:PermissionsBoundary'],
);

/** The boundary that a condition names here is the one that goes. */
const BY_LIFTING_BOUNDARIES = alone('escalates-by-policy-edit', [
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteUserPermissionsBoundary',
]);

const BY_TRUST_EDIT = alone('escalates-by-trust-edit', [
  'iam:UpdateAssumeRolePolicy',
  'iam:CreateSAMLProvider',
  'iam:UpdateSAMLProvider',
  'iam:CreateOpenIDConnectProvider',
  'iam:UpdateOpenIDConnectProviderThumbprint',
  'iam:AddClientIDToOpenIDConnectProvider',
  'rolesanywhere:CreateTrustAnchor',
  'rolesanywhere:UpdateTrustAnchor',
]);

const BY_CREDENTIALS = alone('escalates-by-credentials', [
  'iam:CreateAccessKey',
  'iam:UpdateAccessKey',
  'iam:CreateLoginProfile',
  'iam:UpdateLoginProfile',
  'iam:CreateServiceSpecificCredential',
  'iam:ResetServiceSpecificCredential',
  'iam:UploadSigningCertificate',
  'iam:UploadSSHPublicKey',
  'iam:DeactivateMFADevice',
]);

const BY_IDENTITY_CENTER = alone('escalates-by-identity-center', [
  'sso:CreateAccountAssignment',
  'sso:AttachManagedPolicyToPermissionSet',
  'sso:AttachCustomerManagedPolicyReferenceToPermissionSet',
  'sso:PutInlinePolicyToPermissionSet',
  'sso:DeletePermissionsBoundaryFromPermissionSet',
  'sso:PutPermissionsBoundaryToPermissionSet',
  'identitystore:CreateGroupMembership',
  'sso-directory:AddMemberToGroup',
  'sso-directory:UpdatePassword',
  'organizations:DetachPolicy',
  'organizations:UpdatePolicy',
  'organizations:LeaveOrganization',
]);

/** They do one thing with a role: write their logs where they are told to. */
const WRITERS_OF_LOGS = [
  'cloudtrail.amazonaws.com',
  'monitoring.rds.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
];

const TO_SERVICES: Escalation[] = [
  passing('ec2.amazonaws.com', ['ec2:RunInstances']),
  passing('ec2.amazonaws.com', ['ec2:RequestSpotInstances']),
  passing('ec2.amazonaws.com', ['ec2:RequestSpotFleet']),
  passing('ec2.amazonaws.com', [
    'ec2:AssociateIamInstanceProfile',
    'ec2:ReplaceIamInstanceProfileAssociation',
  ]),
  passing('ec2.amazonaws.com', ['autoscaling:CreateLaunchConfiguration']),
  passing('ec2.amazonaws.com', ['ec2:CreateLaunchTemplateVersion']),
  passing('ec2.amazonaws.com', [
    'imagebuilder:CreateInfrastructureConfiguration',
    'imagebuilder:UpdateInfrastructureConfiguration',
  ]),
  passing('lambda.amazonaws.com', ['lambda:CreateFunction']),
  passing('lambda.amazonaws.com', ['lambda:UpdateFunctionConfiguration']),
  passing('glue.amazonaws.com', ['glue:CreateDevEndpoint']),
  passing('glue.amazonaws.com', ['glue:CreateJob', 'glue:UpdateJob']),
  passing('glue.amazonaws.com', ['glue:CreateSession']),
  passing('cloudformation.amazonaws.com', [
    'cloudformation:CreateStack',
    'cloudformation:UpdateStack',
    'cloudformation:CreateChangeSet',
  ]),
  passing('cloudformation.amazonaws.com', [
    'cloudformation:CreateStackSet',
    'cloudformation:UpdateStackSet',
  ]),
  passing('datapipeline.amazonaws.com', ['datapipeline:CreatePipeline']),
  passing('sagemaker.amazonaws.com', [
    'sagemaker:CreateNotebookInstance',
    'sagemaker:CreateTrainingJob',
    'sagemaker:CreateProcessingJob',
    'sagemaker:CreateHyperParameterTuningJob',
    'sagemaker:CreateAutoMLJob',
    'sagemaker:CreateAutoMLJobV2',
    'sagemaker:CreateModel',
    'sagemaker:CreatePipeline',
    'sagemaker:UpdatePipeline',
    'sagemaker:UpdateDomain',
    'sagemaker:UpdateUserProfile',
    'sagemaker:UpdateNotebookInstance',
    'sagemaker:CreateUserProfile',
    'sagemaker:CreateDomain',
  ]),
  passing('codebuild.amazonaws.com', [
    'codebuild:CreateProject',
    'codebuild:UpdateProject',
  ]),
  passing('codepipeline.amazonaws.com', [
    'codepipeline:CreatePipeline',
    'codepipeline:UpdatePipeline',
  ]),
  passing('ecs-tasks.amazonaws.com', ['ecs:RunTask', 'ecs:StartTask']),
  passing('ecs-tasks.amazonaws.com', ['ecs:RegisterTaskDefinition']),
  passing('states.amazonaws.com', [
    'states:CreateStateMachine',
    'states:UpdateStateMachine',
  ]),
  passing('scheduler.amazonaws.com', ['scheduler:CreateSchedule']),
  passing('ssm.amazonaws.com', ['ssm:StartAutomationExecution']),
  passing('ssm.amazonaws.com', ['ssm:CreateActivation']),
  passing('batch.amazonaws.com', ['batch:RegisterJobDefinition']),
  passing('elasticmapreduce.amazonaws.com', ['elasticmapreduce:RunJobFlow']),
  passing('emr-serverless.amazonaws.com', ['emr-serverless:StartJobRun']),
  passing('airflow.amazonaws.com', [
    'airflow:CreateEnvironment',
    'airflow:UpdateEnvironment',
  ]),
  passing('airflow-env.amazonaws.com', [
    'airflow:CreateEnvironment',
    'airflow:UpdateEnvironment',
  ]),
  passing('cognito-identity.amazonaws.com', [
    'cognito-identity:SetIdentityPoolRoles',
  ]),
  passing('pods.eks.amazonaws.com', [
    'eks:CreatePodIdentityAssociation',
    'eks:UpdatePodIdentityAssociation',
  ]),
  passing('events.amazonaws.com', ['events:PutTargets']),
  passing('pipes.amazonaws.com', ['pipes:CreatePipe', 'pipes:UpdatePipe']),
  passing('apprunner.amazonaws.com', ['apprunner:CreateService']),
  passing('build.apprunner.amazonaws.com', ['apprunner:CreateService']),
  passing('tasks.apprunner.amazonaws.com', ['apprunner:CreateService']),
  passing('cloud9.amazonaws.com', ['cloud9:CreateEnvironmentEC2']),
  passing('bedrock-agentcore.amazonaws.com', [
    'bedrock-agentcore:CreateCodeInterpreter',
    'bedrock-agentcore:CreateAgentRuntime',
  ]),
  passing('amplify.amazonaws.com', ['amplify:CreateApp']),
  passing('rds.amazonaws.com', [
    'rds:AddRoleToDBCluster',
    'rds:AddRoleToDBInstance',
  ]),
];

/** Any that the list above does not name, by a condition or by none. */
export const ANY_OTHER_SERVICE = '*';

/** Of these is known what makes them act for whoever passes the role. */
export const KNOWN_SERVICES: ReadonlySet<string> = new Set([
  ...WRITERS_OF_LOGS,
  ...TO_SERVICES.flatMap(({ steps }) =>
    steps.flatMap(({ passedTo }) => passedTo ?? []),
  ),
]);

const BY_PASS_ROLE: Escalation[] = [
  // No list of what acts for its caller is ever whole
  passing(ANY_OTHER_SERVICE),
  ...TO_SERVICES,
];

/** Code of one's own runs as a role that something has already. */
const BY_RUNNING_CODE: Escalation[] = [
  ...alone('escalates-by-running-code', [
    'lambda:UpdateFunctionCode',
    // A layer of anybody's, or what the runtime reads from its environment
    'lambda:UpdateFunctionConfiguration',
    'glue:UpdateDevEndpoint',
    'sagemaker:CreatePresignedNotebookInstanceUrl',
    'sagemaker:CreatePresignedDomainUrl',
    'ssm:SendCommand',
    'ssm:StartSession',
    'ssm:CreateAssociation',
    'ssm:UpdateAssociation',
    'ssm:UpdateDocument',
    'ssm:RegisterTaskWithMaintenanceWindow',
    'ssm:UpdateMaintenanceWindowTask',
    'ec2-instance-connect:SendSSHPublicKey',
    'ec2-instance-connect:SendSerialConsoleSSHPublicKey',
    'ecs:ExecuteCommand',
    'codebuild:StartBuild',
    'codebuild:StartBuildBatch',
    'codestar:CreateProject',
    'codedeploy:CreateDeployment',
    'apprunner:UpdateService',
    'appsync:UpdateFunction',
    'appsync:UpdateResolver',
    'airflow:CreateCliToken',
    'airflow:CreateWebLoginToken',
    'codebuild:UpdateProject',
    'elasticbeanstalk:UpdateEnvironment',
    'emr-containers:StartJobRun',
    'glue:UpdateJob',
    'kinesisanalytics:UpdateApplication',
    'states:UpdateStateMachine',
    'synthetics:UpdateCanary',
    'sagemaker:UpdateNotebookInstanceLifecycleConfig',
    'eks:CreateAccessEntry',
    'eks:UpdateAccessEntry',
    'eks:AssociateAccessPolicy',
    'datapipeline:PutPipelineDefinition',
    'elasticmapreduce:AddJobFlowSteps',
    'cloudformation:UpdateStack',
    'cloudformation:ExecuteChangeSet',
    'cloudformation:UpdateStackSet',
    'batch:SubmitJob',
    'bedrock-agentcore:StartCodeInterpreterSession',
  ]),
  {
    code: 'escalates-by-running-code',
    steps: [
      { anyOf: ['ec2:ModifyInstanceAttribute'] },
      { anyOf: ['ec2:StartInstances'] },
    ],
  },
  {
    code: 'escalates-by-running-code',
    steps: [
      // The template has its role already
      { anyOf: ['ec2:CreateLaunchTemplateVersion'] },
      { anyOf: ['ec2:ModifyLaunchTemplate'] },
    ],
  },
];

const BY_ASSUMING_ROLES = alone('escalates-by-assuming-roles', [
  'sts:AssumeRole',
  'sts:AssumeRoot',
]);

export const ESCALATIONS: Escalation[] = [
  ...BY_POLICY_EDIT,
  ...BY_LIFTING_BOUNDARIES,
  ...BY_TRUST_EDIT,
  ...BY_CREDENTIALS,
  ...BY_IDENTITY_CENTER,
  ...BY_PASS_ROLE,
  ...BY_RUNNING_CODE,
  ...BY_ASSUMING_ROLES,
];
