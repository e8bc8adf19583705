export { ActiveSessionsContent } from './ActiveSessionsContent';
