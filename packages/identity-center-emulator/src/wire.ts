import { randomUUID } from 'node:crypto';
import { AwsError } from './errors';

/** A call as it came over the wire, whichever protocol carried it. */
export interface Call {
  service: string;
  operation: string;
  protocol: 'json' | 'query' | 'rest';
  input: Record<string, any>;
}

/** What of an HTTP request says which call it is. */
export interface Posted {
  /** The header `x-amz-target`. */
  target?: string;
  path: string;
  body: string;
}

const TARGETS: Record<string, string> = {
  SWBExternalService: 'sso-admin',
  AWSIdentityStore: 'identitystore',
  AWSOrganizationsV20161128: 'organizations',
};
const QUERY_VERSIONS: Record<string, string> = {
  '2010-05-08': 'iam',
  '2011-06-15': 'sts',
};

/** REST services are told by the path; these are Access Analyzer's. */
const REST_PATHS: Record<string, string> = {
  '/policy/validation': 'ValidatePolicy',
  '/policy/check-access-not-granted': 'CheckAccessNotGranted',
};

export function protocolOf({ target, path }: Posted): Call['protocol'] {
  if (target) return 'json';
  return Object.hasOwn(REST_PATHS, path) ? 'rest' : 'query';
}

function jsonIn(body: string): Call['input'] {
  try {
    return body ? JSON.parse(body) : {};
  } catch {
    throw new AwsError('SerializationException', 'The body is not JSON.');
  }
}

/**
 * Reads JSON 1.1 by its target header, REST by its path, and the Query
 * protocol by its form.
 */
export function readCall(posted: Posted): Call {
  const { target, path, body } = posted;
  const protocol = protocolOf(posted);
  if (target) {
    const [prefix, operation] = target.split('.');
    const service = TARGETS[prefix];
    if (!service) {
      throw new AwsError(
        'UnknownOperationException',
        `${target} is not emulated.`,
      );
    }
    return { service, operation, protocol, input: jsonIn(body) };
  }
  if (protocol === 'rest') {
    const operation = REST_PATHS[path];
    return {
      service: 'access-analyzer',
      operation,
      protocol,
      input: jsonIn(body),
    };
  }
  const form = new URLSearchParams(body);
  const service = QUERY_VERSIONS[form.get('Version') ?? ''];
  const operation = form.get('Action');
  if (!service || !operation) {
    throw new AwsError(
      'UnknownOperationException',
      'This call is not emulated.',
    );
  }
  return {
    service,
    operation,
    protocol,
    input: Object.fromEntries(form),
  };
}

export function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function xmlOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return escapeMarkup(String(value));
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) =>
      (Array.isArray(one) ? one : [one])
        .map(item => `<${name}>${xmlOf(item)}</${name}>`)
        .join(''),
    )
    .join('');
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const CONTENT_TYPES = {
  json: 'application/x-amz-json-1.1',
  rest: 'application/json',
};

export function answerOf(call: Call, output: unknown): Answer {
  const requestId = randomUUID();
  if (call.protocol !== 'query') {
    return {
      status: 200,
      headers: {
        'content-type': CONTENT_TYPES[call.protocol],
        'x-amzn-requestid': requestId,
      },
      body: JSON.stringify(output),
    };
  }
  const name = call.operation;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<${name}Response><${name}Result>${xmlOf(
      output,
    )}</${name}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`,
  };
}

export function refusalOf(protocol: Call['protocol'], error: AwsError): Answer {
  if (protocol !== 'query') {
    return {
      status: error.status,
      headers: {
        'content-type': CONTENT_TYPES[protocol],
        'x-amzn-requestid': randomUUID(),
        'x-amzn-errortype': error.code,
      },
      body: JSON.stringify({
        __type: error.code,
        message: error.message,
        ...error.extra,
      }),
    };
  }
  return {
    status: error.status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse><Error><Type>Sender</Type>${xmlOf({
      Code: error.code,
      Message: error.message,
    })}</Error></ErrorResponse>`,
  };
}
