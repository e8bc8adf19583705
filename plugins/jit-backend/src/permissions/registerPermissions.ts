import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
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
import { Turns } from '../service/Turns';
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
  const turns = new Turns({ atOnce: 1, waiting: 40 });
  // The permission backend does not say who asks: all of them take turns
  const told = async <T>(read: () => Promise<T>): Promise<T> => {
    const turn = turns.take('the permission backend', read);
    if (!turn) throw new ServiceUnavailableError('Too many ask at once');
    return turn;
  };
  registry.addResourceType({
    resourceRef: jitAccountResourceRef,
    permissions: jitAccountPermissions,
    rules: Object.values(jitAccountRules),
    getResources: refs => told(() => readAccountResources(db, refs)),
  });
  registry.addResourceType({
    resourceRef: jitRequestResourceRef,
    permissions: jitRequestPermissions,
    rules: Object.values(jitRequestRules),
    getResources: refs => told(() => readRequestResources(db, refs)),
  });
  registry.addResourceType({
    resourceRef: jitSessionResourceRef,
    permissions: jitSessionPermissions,
    rules: Object.values(jitSessionRules),
    getResources: refs => told(() => readSessionResources(db, refs)),
  });
  // Unknown to Backstage they could be given by no tool that lists them
  registry.addPermissions(jitBasicPermissions);
}
