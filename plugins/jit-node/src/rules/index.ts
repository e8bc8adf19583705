import {
  jitAccountResourceRef,
  jitRequestResourceRef,
  jitSessionResourceRef,
} from '../resources';
import { hasAccount } from './hasAccount';
import { hasJitRole } from './hasJitRole';
import { hasPermissionSetType } from './hasPermissionSetType';
import { hasRequestStatus, hasSessionStatus } from './hasStatus';
import { isAccountOwner } from './isAccountOwner';
import { isRequester } from './isRequester';
import { isSessionUser } from './isSessionUser';

/** Every rule on accounts; conditions of a policy may name these alone. @public */
export const jitAccountRules = {
  isAccountOwner: isAccountOwner(jitAccountResourceRef),
  hasJitRole: hasJitRole(jitAccountResourceRef),
  hasAccount: hasAccount(jitAccountResourceRef),
};

/** Every rule on requests; conditions of a policy may name these alone. @public */
export const jitRequestRules = {
  isRequester,
  isAccountOwner: isAccountOwner(jitRequestResourceRef),
  hasJitRole: hasJitRole(jitRequestResourceRef),
  hasAccount: hasAccount(jitRequestResourceRef),
  hasStatus: hasRequestStatus,
  hasPermissionSetType: hasPermissionSetType(jitRequestResourceRef),
};

/** Every rule on sessions; conditions of a policy may name these alone. @public */
export const jitSessionRules = {
  isSessionUser,
  isAccountOwner: isAccountOwner(jitSessionResourceRef),
  hasJitRole: hasJitRole(jitSessionResourceRef),
  hasAccount: hasAccount(jitSessionResourceRef),
  hasStatus: hasSessionStatus,
  hasPermissionSetType: hasPermissionSetType(jitSessionResourceRef),
};
