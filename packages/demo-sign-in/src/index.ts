/**
 * The demo's sign-in: be anybody, one identity per browser tab.
 *
 * @packageDocumentation
 */
export { PortalSignInPage } from './PortalSignInPage';
export { DemoSwitcher } from './DemoSwitcher';
export { DEMO_USER_KEY } from './demoUser';
