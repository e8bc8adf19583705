/**
 * Sign-in as one of the demo's people, for development alone.
 *
 * @packageDocumentation
 */
export { authModuleDemoProvider as default } from './module';
