export { RequestHistoryContent } from './RequestHistoryContent';
