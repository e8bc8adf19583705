export { ManageSessionsContent } from './ManageSessionsContent';
