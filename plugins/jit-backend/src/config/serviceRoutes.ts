/**
 * The routes that configuration may open to services: they change nothing and
 * tell of nobody. All others take people alone (H21).
 */
export const SERVICE_ROUTES = [
  'GET /openapi.json',
  'GET /managed-policies',
  'POST /policy-findings',
] as const;

export type ServiceRoute = (typeof SERVICE_ROUTES)[number];
