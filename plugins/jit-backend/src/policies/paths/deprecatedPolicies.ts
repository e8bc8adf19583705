/*
 * AWS managed policies that AWS itself calls deprecated, phased out or on a
 * deprecation path: in their descriptions (AWS Managed Policy Reference) and
 * in the guides of the services. AWS gives no list of them over its API.
 */

/** What AWS says to take instead. */
export const DEPRECATED: Record<string, string> = {
  AWSLambdaFullAccess: 'AWSLambda_FullAccess',
  AWSLambdaReadOnlyAccess: 'AWSLambda_ReadOnlyAccess',
  AmazonEC2RoleforSSM: 'AmazonSSMManagedInstanceCore',
  AmazonEC2ContainerServiceFullAccess: 'AmazonECS_FullAccess',
  AmazonEC2ContainerServiceRole: 'the service-linked role of Amazon ECS',
  AWSCodePipelineFullAccess: 'AWSCodePipeline_FullAccess',
  AWSCodePipelineReadOnlyAccess: 'AWSCodePipeline_ReadOnlyAccess',
  AWSElasticBeanstalkFullAccess: 'AdministratorAccess-AWSElasticBeanstalk',
  AWSElasticBeanstalkReadOnlyAccess: 'AWSElasticBeanstalkReadOnly',
  AWSConfigRole: 'AWS_ConfigRole',
  AWSCloudTrailFullAccess: 'AWSCloudTrail_FullAccess',
  AmazonElasticMapReduceFullAccess: 'AmazonEMRFullAccessPolicy_v2',
  AmazonElasticMapReduceReadOnlyAccess: 'AmazonEMRReadOnlyAccessPolicy_v2',
  AmazonElasticMapReduceRole: 'AmazonEMRServicePolicy_v2',
  AmazonEC2SpotFleetRole: 'AmazonEC2SpotFleetTaggingRole',
  AWSOpsWorksFullAccess: 'AWSOpsWorks_FullAccess',
};
