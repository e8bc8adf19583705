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

/** @public */
export const jitAccountRules = {
  isAccountOwner: isAccountOwner(jitAccountResourceRef),
  hasJitRole: hasJitRole(jitAccountResourceRef),
  hasAccount: hasAccount(jitAccountResourceRef),
};

/** @public */
export const jitRequestRules = {
  isRequester,
  isAccountOwner: isAccountOwner(jitRequestResourceRef),
  hasJitRole: hasJitRole(jitRequestResourceRef),
  hasAccount: hasAccount(jitRequestResourceRef),
  hasStatus: hasRequestStatus,
  hasPermissionSetType: hasPermissionSetType(jitRequestResourceRef),
};

/** @public */
export const jitSessionRules = {
  isSessionUser,
  isAccountOwner: isAccountOwner(jitSessionResourceRef),
  hasJitRole: hasJitRole(jitSessionResourceRef),
  hasAccount: hasAccount(jitSessionResourceRef),
  hasStatus: hasSessionStatus,
  hasPermissionSetType: hasPermissionSetType(jitSessionResourceRef),
};
