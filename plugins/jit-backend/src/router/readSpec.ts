import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFile } from 'fs/promises';
import { parse } from 'yaml';

/** The one description of the API: it validates requests and is served. */
export async function readSpec(): Promise<any> {
  const path = resolvePackagePath(
    '@jit-portal/backstage-plugin-jit-backend',
    'src/schema/openapi.yaml',
  );
  return parse(await readFile(path, 'utf8'));
}
