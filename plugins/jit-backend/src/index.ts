/**
 * Just-in-time access to AWS accounts: the backend plugin.
 *
 * @packageDocumentation
 */
export { jitPlugin as default } from './plugin';
