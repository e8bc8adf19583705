/** What AWS's service authorisation reference says of an action. */
export interface ActionFacts {
  /** As AWS writes it, with its service: `s3:GetObject`. */
  name: string;
  /** Changes something: access level Write, Tagging or Permissions management. */
  writes: boolean;
  /** Changes who may do what. */
  managesPermissions: boolean;
  /** ARNs it can be limited to, a `*` for each part; none: only `*` will do. */
  arns: string[];
}

export interface ServiceFacts {
  /** By name in lower case, without the service. */
  actions: Map<string, ActionFacts>;
  /** In lower case; `${TagKey}` and its like as `*`. */
  conditionKeys: string[];
  /** The ARN of each kind of resource, a `*` for each part. */
  kinds: string[];
}

/** The facts that a judgement needs, read before it begins. */
export interface Facts {
  /** Whether AWS has a service of this prefix. */
  knows(service: string): boolean;
  /** The services that were read. */
  services: string[];
  /** Undefined for a service that was not read, or that AWS does not have. */
  service(service: string): ServiceFacts | undefined;
  /** Condition keys of every service, in lower case. */
  globalConditionKeys: string[];
}

/** Where facts come from. Reads what is asked for, once, from this machine. */
export interface ServiceReference {
  /** Facts of these services; of all of them when none are named. */
  read(services?: Iterable<string>): Promise<Facts>;
}
