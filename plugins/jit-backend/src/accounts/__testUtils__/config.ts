import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readJitConfig } from '../../config/readJitConfig';

/** The least configuration, with what a test adds under `jit`. */
export function configWith(jit: JsonObject = {}) {
  const rootConfig = new ConfigReader({
    catalog: {
      locations: [{ type: 'file', target: '/portal/examples/all.yaml' }],
    },
    jit: {
      permissionSets: { offered: ['ReadOnlyAccess', 'PowerUserAccess'] },
      roles: {
        admins: ['user:default/adi'],
        ssoAdmins: ['group:default/sso-admins'],
        auditors: ['user:default/uma'],
      },
      aws: {
        region: 'eu-central-1',
        instanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef',
      },
      ...jit,
    },
  });
  return { rootConfig, config: readJitConfig(rootConfig) };
}
