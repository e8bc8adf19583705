import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ANNOTATION_ACCOUNT_ID } from '@jit-portal/backstage-plugin-jit-common';

/** What the entities of accounts are made with. */
export interface EntitySettings {
  organizationId: string;
  /** Key of the twelve digits. */
  annotation: string;
  ownerTag?: string;
  defaultOwner: string;
  namespace: string;
}

/** Where the organisation is read. */
export interface AwsSettings {
  region: string;
  /** The emulator's, on this machine. */
  endpoint?: string;
  callerAccount?: string;
}

export interface Settings {
  entities: EntitySettings;
  leftOut: string[];
  aws: AwsSettings;
  schedule: SchedulerServiceTaskScheduleDefinition;
}

const KEY = 'catalog.providers.jitAccounts';

const SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { hours: 1 },
  timeout: { minutes: 30 },
  initialDelay: { seconds: 15 },
};

const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
/** As AWS takes them for an account. */
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const NAMESPACE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const ACCOUNT_ID = /^\d{12}$/;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const OWNER =
  /^(?:(?:user|group):)?(?:[a-z0-9][a-z0-9-]*\/)?[a-z0-9](?:[\w.-]*[a-z0-9])?$/i;

/** Whether it can own an entity: a user or group, or a group's bare name. */
export function isOwnerRef(text: string): boolean {
  return OWNER.test(text);
}

function isEmulator(endpoint: string): boolean {
  try {
    const { protocol, hostname } = new URL(endpoint);
    return protocol === 'http:' && LOOPBACK.includes(hostname);
  } catch {
    return false;
  }
}

/**
 * Reads what `catalog.providers.jitAccounts` and `jit` say.
 *
 * @returns undefined where there is nothing to bring
 * @throws InputError that names each key and what it has to be
 */
export function readSettings(root: Config): Settings | undefined {
  const config = root.getOptionalConfig(KEY);
  if (!config) return undefined;
  const entities: EntitySettings = {
    organizationId: config.getString('organizationId'),
    annotation:
      root.getOptionalString('jit.accounts.annotation') ??
      ANNOTATION_ACCOUNT_ID,
    ownerTag: config.getOptionalString('ownerTag'),
    defaultOwner: config.getOptionalString('defaultOwner') ?? 'unknown',
    namespace: config.getOptionalString('namespace') ?? 'default',
  };
  const leftOut = config.getOptionalStringArray('leftOut') ?? [];
  const aws: AwsSettings = {
    region: root.getString('jit.aws.region'),
    endpoint: root.getOptionalString('jit.aws.endpoint'),
    callerAccount: root.getOptionalString('jit.aws.callerAccount'),
  };
  const { organizationId, ownerTag, defaultOwner, namespace } = entities;
  const rules: [boolean, string][] = [
    [
      ORGANIZATION.test(organizationId),
      `${KEY}.organizationId must be an organisation’s id, such as o-a1b2c3d4e5`,
    ],
    [
      ownerTag === undefined || TAG_KEY.test(ownerTag),
      `${KEY}.ownerTag must be the key of an AWS tag, such as jit-owners`,
    ],
    [
      isOwnerRef(defaultOwner),
      `${KEY}.defaultOwner must be a user or a group, such as group:default/platform`,
    ],
    [
      NAMESPACE.test(namespace) && namespace.length <= 63,
      `${KEY}.namespace must be a namespace of the catalog: small letters, digits and hyphens`,
    ],
    [
      leftOut.every(id => ACCOUNT_ID.test(id)),
      `${KEY}.leftOut must be account ids of twelve digits, in quotes`,
    ],
    [
      aws.endpoint === undefined || isEmulator(aws.endpoint),
      'jit.aws.endpoint is for the emulator and must be http on this machine. Leave it out to use AWS',
    ],
  ];
  const wrong = rules.filter(([holds]) => !holds).map(([, what]) => what);
  if (wrong.length > 0) throw new InputError(wrong.join('; '));
  const schedule = config.getOptionalConfig('schedule');
  return {
    entities,
    leftOut,
    aws,
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : SCHEDULE,
  };
}
