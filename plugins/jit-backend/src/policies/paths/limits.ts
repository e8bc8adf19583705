/** What a statement is judged in the light of. */
export interface Setting {
  /** The account that the set is for, where it is known. */
  account?: string;
}

/** Whether a value leaves anything out that matters. */
type Limit = (value: string, setting: Setting) => boolean;

/*
 * By the shape that a value must have, never by what it must not be: a variable
 * may turn out to be what it is compared with (`${iam:PassedToService}` always
 * is), and a handful of patterns takes everything between them (`0*` to `9*`).
 */

/** Named before the first dot; a Region behind it may be any. */
const oneService: Limit = value => /^[a-z0-9-]+(\.[a-z0-9*?-]+)+$/i.test(value);

/** Named in its ARN, whatever of it. */
const resourceOfService: Limit = value =>
  /^arn:[a-z*-]+:[a-z0-9-]+:/i.test(value);

/** By its whole name; AWS's own, AdministratorAccess among them, bound nothing. */
const ownPolicy: Limit = value =>
  /^arn:aws[a-z-]*:iam::([0-9]{12}|\$\{aws:PrincipalAccount\}):policy\/[^*?$]+$/i.test(
    value,
  );

const isTrue: Limit = value => value.toLowerCase() === 'true';

/** Whoever copies data away can name the account that it goes to. */
const ownAccount: Limit = (value, { account }) =>
  value === account || value.toLowerCase() === '${aws:principalaccount}';

/** The portal does not know the id of its organisation; AWS does. */
const ownOrganisation: Limit = value =>
  value.toLowerCase() === '${aws:principalorgid}';

/** What a condition on a key must name to limit anything; keys in lower case. */
export const LIMITS: Record<string, Limit> = {
  'iam:passedtoservice': oneService,
  'iam:awsservicename': oneService,
  'kms:viaservice': oneService,
  'iam:associatedresourcearn': resourceOfService,
  'iam:permissionsboundary': ownPolicy,
  'kms:grantisforawsresource': isTrue,
  'aws:resourceaccount': ownAccount,
  's3:resourceaccount': ownAccount,
  'aws:resourceorgid': ownOrganisation,
};
