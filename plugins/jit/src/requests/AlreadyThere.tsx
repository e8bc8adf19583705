import { LinkButton } from '@backstage/core-components';
import {
  AccessRequest,
  RequestOptions,
  Session,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitLinks } from '../routes';
import { Banner } from '../shared/Banner';
import { durationWords, nearTime } from '../shared/formats';
import { useNow } from '../shared/useNow';
import { useZone } from '../shared/zone';
import { useWords } from '../translation';

/** The waiting request for the same access, if there is one: sending is off then. */
export function waitingFor(
  options: RequestOptions,
  set: string,
): AccessRequest | undefined {
  return options.myPending.find(one => one.permissionSet.name === set);
}

function activeOf(options: RequestOptions, set: string): Session | undefined {
  return options.myActive.find(
    one => one.permissionSet.name === set && one.state === 'ACTIVE',
  );
}

/** Says that the access asked for is already had, or already asked for. */
export function AlreadyThere(props: { options: RequestOptions; set: string }) {
  const { options, set } = props;
  const t = useWords();
  const links = useJitLinks();
  const zone = useZone();
  const now = useNow();
  const waiting = waitingFor(options, set);
  const active = activeOf(options, set);
  return (
    <>
      {waiting && (
        <Banner
          family="amber"
          role="status"
          action={
            <LinkButton
              size="small"
              color="inherit"
              to={links.requestPage(waiting.number)}
            >
              {t('common.action.viewRequest')}
            </LinkButton>
          }
        >
          {t('requester.form.waiting', { number: waiting.number })}
        </Banner>
      )}
      {active?.expiresAt && (
        <Banner
          family="blue"
          role="status"
          action={
            <LinkButton
              size="small"
              color="inherit"
              to={links.page('sessions')}
            >
              {t('common.action.viewSession')}
            </LinkButton>
          }
        >
          {t('requester.form.haveIt', {
            set,
            account: options.account.name,
            time: nearTime(active.expiresAt, zone.name, now),
            words: durationWords(options.account.limits.durationMax),
          })}
        </Banner>
      )}
    </>
  );
}
