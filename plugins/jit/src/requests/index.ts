export { MyRequestsContent } from './MyRequestsContent';
export { RequestAccessContent } from './RequestAccessContent';
