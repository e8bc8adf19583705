import { ReactNode } from 'react';
import { useWords } from '../translation';
import { timeLeftWords } from './formats';
import { useNow } from './useNow';

/** `42 min left`, counting down; `over` once the time is. */
export function TimeLeft(props: { until: string; over?: ReactNode }) {
  const t = useWords();
  const now = useNow(props.until);
  const words = timeLeftWords(Date.parse(props.until) - now);
  if (!words) return <>{props.over ?? t('common.time.noneLeft')}</>;
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {t('common.time.left', { words })}
    </span>
  );
}
