import { isIP } from 'node:net';
import { InputError } from '@backstage/errors';
import { Request } from 'express';
import { AnyoneAsking, UserCredentials } from '../service/JitService';
import { RouterOptions } from './createRouter';

/** The person who asks; services and strangers do not get here. */
export async function asking(
  { httpAuth }: RouterOptions,
  req: Request,
): Promise<{ credentials: UserCredentials; address?: string }> {
  return {
    credentials: await httpAuth.credentials(req, { allow: ['user'] }),
    // Express reads it as backend.trustProxy says; a header alone is not
    // believed, and what is no address never is
    address: isIP(req.ip ?? '') ? req.ip : undefined,
  };
}

/** Whoever was let in: for routes that may be opened to services. */
export async function anyoneAsking(
  { httpAuth }: RouterOptions,
  req: Request,
): Promise<AnyoneAsking> {
  const credentials = await httpAuth.credentials(req, {
    allow: ['user', 'service'],
  });
  return { credentials };
}

type Query = Request['query'];

/** One value, or undefined; repeated values were refused by the description. */
export function one<T extends string>(query: Query, name: string) {
  return query[name] === undefined ? undefined : (String(query[name]) as T);
}

/** Any number of values: `a=1&a=2`. */
export function many<T extends string>(
  query: Query,
  name: string,
): T[] | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  return (Array.isArray(value) ? value : [value]).map(String) as T[];
}

export function whole(query: Query, name: string): number | undefined {
  return query[name] === undefined ? undefined : Number(query[name]);
}

export function yes(query: Query, name: string): true | undefined {
  return String(query[name]) === 'true' ? true : undefined;
}

/** A point in time; a leap second is well written, and none that there is here. */
export function moment(query: Query, name: string): string | undefined {
  const text = one(query, name);
  if (text === undefined || !Number.isNaN(Date.parse(text))) return text;
  const message = 'Must be a time such as 2026-11-23T09:00:00Z';
  throw Object.assign(new InputError(`${name}: ${message}`), {
    code: 'malformed',
    details: [{ field: name, message }],
  });
}
