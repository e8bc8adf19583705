import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { loadSharedConfigFiles } from '@smithy/core/config';

/*
 * Credentials are fetched by clients that are not ours. Their endpoint must
 * not lead to an emulator either; AWS's own private endpoints are https.
 */

type Env = Record<string, string | undefined>;
type Profiles = Record<string, Env | undefined>;

/** Services that give credentials, as the SDK writes them in settings. */
const SERVICES = ['sts', 'sso', 'sso_oidc', 'signin'];

function leadsAstray(value: string): boolean {
  return !URL.canParse(value) || new URL(value).protocol !== 'https:';
}

function check(setting: string, value: string | undefined): void {
  if (!value || !leadsAstray(value)) return;
  throw new InputError(
    `${setting} is ${value}: the credentials of JIT Access would not come from AWS. Unset it, set AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true, or set jit.aws.endpoint for the emulator.`,
  );
}

function checkEnvironment(env: Env): void {
  check('AWS_ENDPOINT_URL', env.AWS_ENDPOINT_URL);
  for (const service of SERVICES) {
    const name = `AWS_ENDPOINT_URL_${service.toUpperCase()}`;
    check(name, env[name]);
  }
}

function sections(files: Profiles[], name: string): Env[] {
  return files.flatMap(file => {
    const section = file[name];
    return section ? [section] : [];
  });
}

function checkProfile(name: string, files: Profiles[]): void {
  const found = sections(files, name);
  if (found.some(one => one.ignore_configured_endpoint_urls === 'true')) return;
  for (const profile of found) {
    check(`endpoint_url of the AWS profile ${name}`, profile.endpoint_url);
    const section = `services.${profile.services}`;
    for (const settings of sections(files, section)) {
      for (const service of SERVICES) {
        const setting = `${service}.endpoint_url`;
        check(
          `${setting} in the services of the AWS profile ${name}`,
          settings[setting],
        );
      }
    }
  }
}

/** Profiles by whose settings credentials may be fetched. */
function profilesIn(env: Env, rootConfig: Config): string[] {
  const aws = rootConfig.getOptionalConfig('aws');
  const accounts = [
    aws?.getOptionalConfig('mainAccount'),
    ...(aws?.getOptionalConfigArray('accounts') ?? []),
  ];
  return [
    env.AWS_PROFILE || 'default',
    ...accounts.flatMap(account => account?.getOptionalString('profile') ?? []),
  ];
}

/** With those whose credentials they begin from. */
function withSources(names: string[], files: Profiles[]): Set<string> {
  const all = new Set(names);
  // A set is walked to what is added on the way
  for (const name of all) {
    for (const file of files) {
      const source = file[name]?.source_profile;
      if (source) all.add(source);
    }
  }
  return all;
}

/** Refuses to start where settings lead credentials elsewhere than to AWS (H35). */
export async function checkCredentialEndpoints(
  env: Env,
  rootConfig: Config,
): Promise<void> {
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return;
  checkEnvironment(env);
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    ignoreCache: true,
    configFilepath: env.AWS_CONFIG_FILE,
    filepath: env.AWS_SHARED_CREDENTIALS_FILE,
  });
  const files = [configFile, credentialsFile];
  for (const name of withSources(profilesIn(env, rootConfig), files)) {
    checkProfile(name, files);
  }
}
