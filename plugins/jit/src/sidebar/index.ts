export { JitSidebarSection } from './JitSidebarSection';
export { JitSidebarIcon } from './icons';
