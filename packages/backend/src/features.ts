/**
 * What the portal is made of. The development entry point (dev/index.ts) adds
 * demo sign-in and demo data to these; a built image holds these alone (H34).
 */
export const portalFeatures = [
  import('@backstage/plugin-app-backend'),
  import('@backstage/plugin-auth-backend'),
  import('@backstage/plugin-catalog-backend'),
  import('@backstage/plugin-catalog-backend-module-logs'),
  import('@backstage/plugin-permission-backend'),
  import('@jit-portal/backstage-plugin-jit-node/policy'),
  import('@backstage/plugin-events-backend'),
  import('@backstage/plugin-signals-backend'),
  import('@backstage/plugin-notifications-backend'),
  import('@backstage/plugin-user-settings-backend'),
  import('@jit-portal/backstage-plugin-jit-backend'),
];
