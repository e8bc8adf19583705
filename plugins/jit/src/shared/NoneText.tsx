import { useWords } from '../translation';

/** What stands where there is no value: never an empty cell. */
export function NoneText({ inDetails }: { inDetails?: boolean }) {
  const t = useWords();
  if (inDetails) return <>{t('common.none')}</>;
  return (
    <span role="img" aria-label={t('common.none')}>
      –
    </span>
  );
}
