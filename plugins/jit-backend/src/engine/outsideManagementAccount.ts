import { managementAccountWords } from '../domain/selfChecks';
import { Survey } from '../identityCenter/Survey';
import { JudgeAgain } from './JudgeAgain';

/**
 * Grants no set that is provisioned in the management account: what a
 * delegated administrator gave then it could not take away again (H9).
 */
export function outsideManagementAccount(parts: {
  survey: Survey;
  judge: JudgeAgain;
}): JudgeAgain {
  const { survey, judge } = parts;
  return async session => {
    const accountId = await survey.foreignManagementAccount();
    const { arn, name } = session.permissionSet;
    if (accountId && (await survey.setsIn(accountId)).includes(arn)) {
      const { what, fix } = managementAccountWords(name, accountId);
      return { ok: false, code: 'management-account', message: what, fix };
    }
    return judge(session);
  };
}
