import { QueryClient } from '@tanstack/react-query';

function mayWorkNextTime(error: unknown): boolean {
  const status = (error as { statusCode?: number })?.statusCode;
  return status === undefined || status >= 500 || status === 429;
}

/** The rules for live pages: fetch on mount, on focus and on coming back online. */
export function createJitQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 0,
        refetchOnMount: 'always',
        refetchOnWindowFocus: 'always',
        refetchOnReconnect: 'always',
        retry: (count, error) => count < 1 && mayWorkNextTime(error),
        retryDelay: 500,
      },
    },
  });
}

/** One per app: badge, cards and pages share answers and requests under way. */
export const jitQueryClient = createJitQueryClient();
