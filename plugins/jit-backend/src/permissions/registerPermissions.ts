import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  jitAccountPermissions,
  jitBasicPermissions,
  jitRequestPermissions,
  jitSessionPermissions,
} from '@jit-portal/backstage-plugin-jit-common';
import {
  jitAccountResourceRef,
  jitAccountRules,
  jitRequestResourceRef,
  jitRequestRules,
  jitSessionResourceRef,
  jitSessionRules,
} from '@jit-portal/backstage-plugin-jit-node';
import { Knex } from 'knex';
import {
  readAccountResources,
  readRequestResources,
  readSessionResources,
} from './resources';

/** Tells Backstage's permission framework what policies can decide on. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  db: Knex,
): void {
  registry.addResourceType({
    resourceRef: jitAccountResourceRef,
    permissions: jitAccountPermissions,
    rules: Object.values(jitAccountRules),
    getResources: refs => readAccountResources(db, refs),
  });
  registry.addResourceType({
    resourceRef: jitRequestResourceRef,
    permissions: jitRequestPermissions,
    rules: Object.values(jitRequestRules),
    getResources: refs => readRequestResources(db, refs),
  });
  registry.addResourceType({
    resourceRef: jitSessionResourceRef,
    permissions: jitSessionPermissions,
    rules: Object.values(jitSessionRules),
    getResources: refs => readSessionResources(db, refs),
  });
  // Unknown to Backstage they could be given by no tool that lists them
  registry.addPermissions(jitBasicPermissions);
}
