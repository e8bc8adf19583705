export { OwnedAccountsContent } from './OwnedAccountsContent';
