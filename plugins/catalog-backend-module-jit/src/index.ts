/**
 * The accounts of an AWS organisation, in the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleJitAccounts as default } from './module';
