import { FindingCode } from '../findings/Finding';

/** Actions that a reviewer wants to see whatever else a policy does. */
export interface Sensitive {
  code: FindingCode;
  actions: string[];
  /** Found only where it reaches everything; a named resource is as it should be. */
  onlyAnywhere?: boolean;
  /** Conditions on any of these keys make it what it should be. */
  unless?: string[];
}

const OWN_ORGANISATION = [
  'aws:ResourceAccount',
  'aws:ResourceOrgID',
  's3:ResourceAccount',
];

/*
 * Data that leaves the account because somebody else is let in: what
 * Cloudsplaining calls resource exposure and Salesforce's Endgame backdoors.
 */
const SHARES_OUTSIDE: Sensitive = {
  code: 'shares-outside',
  actions: [
    's3:PutBucketPolicy',
    's3:PutBucketAcl',
    's3:PutObjectAcl',
    's3:PutObjectVersionAcl',
    's3:PutAccessPointPolicy',
    's3:PutMultiRegionAccessPointPolicy',
    's3:PutBucketPublicAccessBlock',
    's3:PutAccountPublicAccessBlock',
    's3:PutReplicationConfiguration',
    'ec2:ModifySnapshotAttribute',
    'ec2:ModifyImageAttribute',
    'ec2:ModifyFpgaImageAttribute',
    'rds:ModifyDBSnapshotAttribute',
    'rds:ModifyDBClusterSnapshotAttribute',
    'redshift:AuthorizeSnapshotAccess',
    'kms:PutKeyPolicy',
    'lambda:AddPermission',
    'lambda:AddLayerVersionPermission',
    'lambda:CreateFunctionUrlConfig',
    'sqs:AddPermission',
    'sqs:SetQueueAttributes',
    'sns:AddPermission',
    'sns:SetTopicAttributes',
    'ecr:SetRepositoryPolicy',
    'ecr:PutRegistryPolicy',
    'ecr-public:SetRepositoryPolicy',
    'secretsmanager:PutResourcePolicy',
    'dynamodb:PutResourcePolicy',
    'kinesis:PutResourcePolicy',
    'glue:PutResourcePolicy',
    'glacier:SetVaultAccessPolicy',
    'backup:PutBackupVaultAccessPolicy',
    'elasticfilesystem:PutFileSystemPolicy',
    'events:PutPermission',
    'logs:PutResourcePolicy',
    'logs:PutDestinationPolicy',
    'logs:PutSubscriptionFilter',
    'ses:PutIdentityPolicy',
    'es:UpdateDomainConfig',
    'codeartifact:PutDomainPermissionsPolicy',
    'codeartifact:PutRepositoryPermissionsPolicy',
    'ssm:ModifyDocumentPermission',
    'lakeformation:BatchGrantPermissions',
    'lakeformation:GrantPermissions',
    'lakeformation:PutDataLakeSettings',
    'ram:CreateResourceShare',
    'ram:AssociateResourceShare',
    'ec2:CreateVpcPeeringConnection',
  ],
};

/** A grant of a key to another account; one for an AWS service is usual. */
const SHARES_KEYS: Sensitive = {
  code: 'shares-outside',
  actions: ['kms:CreateGrant'],
  unless: ['kms:GrantIsForAWSResource', 'kms:ViaService'],
};

const COPIES_DATA_OUT: Sensitive = {
  code: 'copies-data-out',
  actions: [
    's3:PutObject',
    's3:ReplicateObject',
    'rds:StartExportTask',
    'ec2:ExportImage',
    'ec2:CreateInstanceExportTask',
    'ec2:CreateStoreImageTask',
    'dynamodb:ExportTableToPointInTime',
    'logs:CreateExportTask',
    'datasync:CreateTask',
    'transfer:CreateServer',
  ],
  onlyAnywhere: true,
  unless: OWN_ORGANISATION,
};

/** Data that is dear wherever it lies: Cloudsplaining's data exfiltration. */
const READS_SECRETS: Sensitive = {
  code: 'reads-secrets',
  actions: [
    's3:GetObject',
    's3:GetObjectVersion',
    'secretsmanager:GetSecretValue',
    'secretsmanager:BatchGetSecretValue',
    'ssm:GetParameter',
    'ssm:GetParameters',
    'ssm:GetParametersByPath',
    'ssm:GetParameterHistory',
    'kms:Decrypt',
    'dynamodb:GetItem',
    'dynamodb:BatchGetItem',
    'dynamodb:Query',
    'dynamodb:Scan',
    'rds-data:ExecuteStatement',
    'rds-db:connect',
    'redshift:GetClusterCredentials',
    'redshift-data:ExecuteStatement',
    'ec2:GetPasswordData',
    'ecr:BatchGetImage',
    'lambda:GetFunction',
    'codecommit:GitPull',
  ],
  onlyAnywhere: true,
};

const DISABLES_SECURITY: Sensitive = {
  code: 'disables-security',
  actions: [
    'cloudtrail:StopLogging',
    'cloudtrail:DeleteTrail',
    'cloudtrail:UpdateTrail',
    'cloudtrail:PutEventSelectors',
    'cloudtrail:DeleteEventDataStore',
    'config:StopConfigurationRecorder',
    'config:DeleteConfigurationRecorder',
    'config:DeleteDeliveryChannel',
    'config:DeleteConfigRule',
    'guardduty:DeleteDetector',
    'guardduty:UpdateDetector',
    'guardduty:CreateFilter',
    'guardduty:CreateIPSet',
    'guardduty:DisassociateFromAdministratorAccount',
    'securityhub:DisableSecurityHub',
    'securityhub:DisassociateFromAdministratorAccount',
    'access-analyzer:DeleteAnalyzer',
    'access-analyzer:CreateArchiveRule',
    'macie2:DisableMacie',
    'inspector2:Disable',
    'detective:DeleteGraph',
    'ec2:DeleteFlowLogs',
    'logs:DeleteLogGroup',
    'logs:DeleteLogStream',
    'kms:ScheduleKeyDeletion',
    'kms:DisableKey',
    'wafv2:DeleteWebACL',
    'wafv2:DisassociateWebACL',
    'backup:DeleteBackupVault',
    'backup:DeleteRecoveryPoint',
    'account:CloseAccount',
    'account:DisableRegion',
  ],
};

export const SENSITIVE: Sensitive[] = [
  SHARES_OUTSIDE,
  SHARES_KEYS,
  COPIES_DATA_OUT,
  READS_SECRETS,
  DISABLES_SECURITY,
];

/** Changing anything here changes who may do what. */
export const ACCESS_SERVICES = [
  'iam',
  'sso',
  'sso-directory',
  'identitystore',
  'organizations',
  'rolesanywhere',
];

/** A role is used by passing it, and a service makes its own roles: judged by themselves. */
export const NOT_ACCESS_CHANGES = [
  'iam:PassRole',
  'iam:CreateServiceLinkedRole',
  'iam:DeleteServiceLinkedRole',
];

/** What an action should not be allowed without. */
export const NEEDED_CONDITIONS: { action: string; keys: string[] }[] = [
  {
    action: 'iam:PassRole',
    keys: ['iam:PassedToService', 'iam:AssociatedResourceArn'],
  },
  { action: 'iam:CreateServiceLinkedRole', keys: ['iam:AWSServiceName'] },
  {
    action: 'kms:CreateGrant',
    keys: ['kms:GrantIsForAWSResource', 'kms:ViaService'],
  },
];
