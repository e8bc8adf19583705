import {
  AccessRequestDetails,
  isPending,
} from '@jit-portal/backstage-plugin-jit-common';
import { durationWords } from '../../shared/formats';
import { useWords } from '../../translation';

/** `REQ-1042 · Ana Ruiz asks for …`; of what is decided, what was asked for. */
export function useRequestTitle(): (request: AccessRequestDetails) => string {
  const t = useWords();
  return request =>
    t(
      isPending(request.status)
        ? 'approver.details.asksFor'
        : 'approver.details.askedFor',
      {
        number: request.number,
        name: request.requester.displayName,
        set: request.permissionSet.name,
        account: request.account.name,
        duration: durationWords(request.duration),
      },
    );
}
