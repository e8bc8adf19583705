export { RequestPageContent } from './RequestPageContent';
