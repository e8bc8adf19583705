import { LinkButton } from '@backstage/core-components';
import { useJitLinks } from '../routes';
import { useWords } from '../translation';
import { EmptyNote } from './EmptyNote';

/** A page that this person may not use, opened by its address. */
export function NoAccess(props: { page: string; text: string }) {
  const t = useWords();
  const links = useJitLinks();
  return (
    <EmptyNote
      title={t('common.noAccess.title', { page: props.page })}
      text={props.text}
      action={
        <LinkButton
          to={links.page('sessions')}
          variant="contained"
          color="primary"
        >
          {t('common.action.goToSessions')}
        </LinkButton>
      }
    />
  );
}
