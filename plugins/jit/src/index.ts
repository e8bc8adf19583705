/**
 * Just-in-time access to AWS accounts: the pages.
 *
 * @packageDocumentation
 */
export { EntityJitCard, EntityJitContent, JitPage, jitPlugin } from './plugin';
export { isJitAvailable } from './isJitAvailable';
export { jitApiRef } from './api/jitApi';
export { JitSidebarIcon, JitSidebarSection } from './sidebar';
export { jitTranslationRef } from './translation';
