export { OwnershipContent } from './OwnershipContent';
