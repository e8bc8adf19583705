import { CopyTextButton } from '@backstage/core-components';
import { useWords } from '../translation';
import { errorIdOf } from './errors';

/** The id of an internal error, to hand to whoever reads the log. */
export function ErrorId({ error }: { error: unknown }) {
  const t = useWords();
  const id = errorIdOf(error);
  if (!id) return null;
  return (
    <span>
      {t('common.banner.errorId', { id })}
      <CopyTextButton
        text={id}
        aria-label={t('common.banner.copyErrorId')}
        tooltipText={t('common.action.copied')}
      />
    </span>
  );
}
