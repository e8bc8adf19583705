export { PendingApprovalsContent } from './PendingApprovalsContent';
