import { ReactNode } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ZoneProvider } from '../shared/zone';
import { jitQueryClient } from './queryClient';

/** What every JIT component needs around it; each extension brings its own. */
export function JitProvider(props: {
  children: ReactNode;
  queryClient?: QueryClient;
}) {
  return (
    <QueryClientProvider client={props.queryClient ?? jitQueryClient}>
      <ZoneProvider>{props.children}</ZoneProvider>
    </QueryClientProvider>
  );
}
