import { useState } from 'react';
import { visibleLengthOf } from '@jit-portal/backstage-plugin-jit-common';
import { useDraft } from '../shared/useDraft';
import { useWords } from '../translation';

const MIN = 10;
export const REASON_MAX = 1_000;

/** A reason that has to be given; what is wrong with it is told on sending. */
export function useReason(draft: string) {
  const t = useWords();
  const text = useDraft(draft);
  const [isTold, setTold] = useState(false);
  const isShort = visibleLengthOf(text.text) < MIN;
  return {
    ...text,
    error: isTold && isShort ? t('ownership.brake.reasonShort') : undefined,
    /** Whether it may be sent; else it is told from now on. */
    isGiven() {
      setTold(true);
      return !isShort;
    },
  };
}
