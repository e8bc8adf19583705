import { readSpec } from '../../readSpec';

/** The part of JSON schema that the description uses. */
export interface Schema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  enum?: string[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  schema: Schema;
}

export interface Route {
  id: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body?: Schema;
}

/** Puts what is referred to in the place of each reference. */
function resolve(spec: any, node: any): any {
  if (Array.isArray(node)) return node.map(one => resolve(spec, one));
  if (node === null || typeof node !== 'object') return node;
  if (typeof node.$ref === 'string') {
    const path = node.$ref.replace('#/', '').split('/');
    return resolve(
      spec,
      path.reduce((at: any, key: string) => at[key], spec),
    );
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, resolve(spec, value)]),
  );
}

/** Every route of the description, with what it takes. */
export async function readRoutes(): Promise<Route[]> {
  const spec = await readSpec();
  return Object.entries<any>(spec.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, route]) => ({
      id: route.operationId,
      method: method.toUpperCase(),
      path,
      parameters: resolve(spec, route.parameters ?? []),
      body: resolve(spec, route.requestBody)?.content['application/json']
        .schema,
    })),
  );
}
