import {
  createRouteRef,
  createSubRouteRef,
  useRouteRef,
} from '@backstage/core-plugin-api';

/** Where the pages are mounted, `/jit` unless moved. */
export const rootRouteRef = createRouteRef({ id: 'jit' });
/** The Access tab of an account's entity page. */
export const entityContentRouteRef = createRouteRef({ id: 'jit:entity' });

/** The pages, by the last part of their route; the sidebar draws them in this order. */
export const pagePaths = {
  request: '/request',
  requests: '/requests',
  sessions: '/sessions',
  pending: '/pending',
  history: '/history',
  manageSessions: '/manage-sessions',
  accounts: '/accounts',
  ownership: '/ownership',
} as const;

/** A page with a route of its own and a name in the sidebar. */
export type PageName = keyof typeof pagePaths;

/** The page of one request, the target of every notification. */
export const requestRouteRef = createSubRouteRef({
  id: 'jit:request',
  parent: rootRouteRef,
  path: '/requests/:id',
});

/** Links to the pages, wherever the plugin is mounted. */
export function useJitLinks() {
  const root = useRouteRef(rootRouteRef)();
  return {
    root,
    page(name: PageName, search: Record<string, string> = {}): string {
      const query = new URLSearchParams(search).toString();
      return `${root}${pagePaths[name]}${query ? `?${query}` : ''}`;
    },
    /** Patterns in the history: a tab of Request History. */
    insights: `${root}${pagePaths.history}/insights`,
    /** Where AWS differs from the record: a tab of Account Ownership. */
    drift: `${root}${pagePaths.ownership}/drift`,
    /** The page of one request, by number or id. */
    requestPage: (id: string) =>
      `${root}${pagePaths.requests}/${encodeURIComponent(id)}`,
  };
}
