import { z } from 'zod/v4';
import { Aws } from '../aws';
import { parse } from '../parse';
import { makeSet } from '../world/makeSet';
import { pushSet } from '../world/roles';
import { known, ok, Refusal, Route } from './route';

/** Another tool, or somebody in the console, looks after permission sets. */

export function setNamed({ world }: Aws, name: string) {
  const set = world.data.permissionSets.find(one => one.name === name);
  return known(set, `permission set ${name}`);
}

const reference = z.object({ Name: z.string(), Path: z.string().default('/') });

const setChange = z.object({
  description: z.string().optional(),
  sessionDuration: z.string().optional(),
  managedPolicies: z.array(z.string()).optional(),
  customerPolicies: z.array(reference).optional(),
  /** `null` takes it away. */
  inlinePolicy: z.string().nullish(),
  boundary: z
    .object({
      ManagedPolicyArn: z.string().optional(),
      CustomerManagedPolicyReference: reference.optional(),
    })
    .nullish(),
  tags: z.record(z.string(), z.string()).optional(),
});

const newSet = setChange.extend({ name: z.string() });

function changeOf(body: unknown) {
  const { inlinePolicy, boundary, ...change } = parse(setChange, body);
  return {
    ...change,
    ...(inlinePolicy !== undefined && {
      inlinePolicy: inlinePolicy ?? undefined,
    }),
    ...(boundary !== undefined && { boundary: boundary ?? undefined }),
  };
}

function create(aws: Aws, body: unknown) {
  const { name } = parse(newSet, body);
  if (aws.world.data.permissionSets.some(one => one.name === name)) {
    throw new Refusal(`There is a permission set ${name} already`, 409);
  }
  return makeSet(aws.world, {
    sessionDuration: 'PT1H',
    tags: {},
    ...changeOf(body),
    name,
  });
}

const place = z.object({ accountId: z.string().regex(/^\d{12}$/) });

/** A role comes even where nothing is assigned: a console can do that. */
function provision(aws: Aws, name: string, body: unknown) {
  const set = setNamed(aws, name);
  const { accountId } = parse(place, body);
  const role = aws.world.ensureRole({ accountId, permissionSetArn: set.arn });
  pushSet(set, role);
  return role;
}

/** Makes a set, changes it, or with `provision` in the path pushes it out. */
export const changeSet: Route = (aws, [name, deed], body) => {
  if (name === undefined) return ok(create(aws, body), 201);
  if (deed === 'provision') return ok(provision(aws, name, body));
  const set = setNamed(aws, name);
  Object.assign(set, changeOf(body));
  // Tags live on the set alone: they are never behind in an account
  if (Object.keys(body ?? {}).some(key => key !== 'tags')) set.revision += 1;
  return ok(set);
};

/** Takes a set out of an account where nothing of it is assigned. */
export const withdrawSet: Route = (aws, [name, deed], body) => {
  const set = setNamed(aws, name);
  if (deed !== 'provision') {
    throw new Refusal('a permission set is deleted through the AWS API');
  }
  const { accountId } = parse(place, body);
  const isUsed = aws.world.data.assignments.some(
    one => one.accountId === accountId && one.permissionSetArn === set.arn,
  );
  if (isUsed) throw new Refusal(`${name} is assigned in ${accountId}`, 409);
  aws.world.removeRole({ accountId, permissionSetArn: set.arn });
  return ok({});
};
