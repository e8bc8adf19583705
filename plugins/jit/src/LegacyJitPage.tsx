import { JitRouter } from './JitRouter';

/** The pages with a header of their own. */
export function LegacyJitPage() {
  return <JitRouter frame="legacy" />;
}
