import { ANNOTATION_ACCOUNT_ID } from '@jit-portal/backstage-plugin-jit-common';
import { EmptyNote } from '../shared/EmptyNote';
import { useWords } from '../translation';

/** The entity does not say which AWS account it is. */
export function NoAccountId() {
  const t = useWords();
  return (
    <EmptyNote
      title={t('requester.options.noId', { annotation: ANNOTATION_ACCOUNT_ID })}
    />
  );
}
