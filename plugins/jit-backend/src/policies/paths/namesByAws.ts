/*
 * Ids that AWS makes all have one form. Who names the form alone names none of
 * them: `snapshot/snap-*` is every snapshot, `key/*-*-*-*-*` every key. So do
 * short ones, to which a character less of a name could be put: `instance/i-0*`
 * to `instance/i-f*` are all of them.
 */

/** By the ARN of the kind: what follows its fifth colon. */
export const NAMES_BY_AWS: Record<string, string> = {
  'arn:*:ec2:*::image/*': 'image/ami-*',
  'arn:*:ec2:*::snapshot/*': 'snapshot/snap-*',
  'arn:*:ec2:*:*:fpga-image/*': 'fpga-image/afi-*',
  'arn:*:ec2:*:*:instance/*': 'instance/i-*',
  'arn:*:ec2:*:*:launch-template/*': 'launch-template/lt-*',
  'arn:*:ec2:*:*:network-interface/*': 'network-interface/eni-*',
  'arn:*:ec2:*:*:security-group/*': 'security-group/sg-*',
  'arn:*:ec2:*:*:subnet/*': 'subnet/subnet-*',
  'arn:*:ec2:*:*:volume/*': 'volume/vol-*',
  'arn:*:ec2:*:*:vpc/*': 'vpc/vpc-*',
  'arn:*:ec2:*:*:vpc-flow-log/*': 'vpc-flow-log/fl-*',
  'arn:*:elasticfilesystem:*:*:file-system/*': 'file-system/fs-*',
  'arn:*:config:*:*:config-rule/*': 'config-rule/config-rule-*',
  'arn:*:datapipeline:*:*:pipeline/*': 'pipeline/df-*',
  'arn:*:elasticmapreduce:*:*:cluster/*': 'cluster/j-*',
  'arn:*:kms:*:*:key/*': 'key/*-*-*-*-*',
  'arn:*:ssm:*:*:maintenancewindow/*': 'maintenancewindow/mw-*',
  'arn:*:secretsmanager:*:*:secret:*': 'secret:*-*',
  'arn:*:ssm:*:*:managed-instance/*': 'managed-instance/mi-*',
  'arn:*:sso:::instance/*': 'instance/ssoins-*',
  'arn:*:sso:::permissionSet/*/*': 'permissionSet/ssoins-*/ps-*',
};
