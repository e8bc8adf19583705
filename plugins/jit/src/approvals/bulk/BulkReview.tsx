import { RefObject, useEffect, useRef, useState } from 'react';
import {
  AccessRequest,
  BULK_MAX,
  Decision,
} from '@jit-portal/backstage-plugin-jit-common';
import { HeldRow } from '../../lists/useHeldRows';
import { useSelection } from '../../lists/useSelection';
import { rowName } from '../../requests/requestColumns';
import { useWords } from '../../translation';
import { BulkBar } from './BulkBar';
import { BulkReviewDialog } from './BulkReviewDialog';

/** Which requests are selected to be decided together. */
export function useRequestSelection(rows: readonly HeldRow<AccessRequest>[]) {
  const t = useWords();
  return useSelection<AccessRequest>({
    rows,
    max: BULK_MAX,
    words: {
      page: t('approver.bulk.selectPage'),
      full: t('approver.bulk.full', { max: String(BULK_MAX) }),
      gone: t('approver.bulk.gone'),
      labelOf: one => t('approver.bulk.select', { what: rowName(one) }),
    },
  });
}

/** The bar below the list, and the dialog that it opens. */
export function BulkReview(props: {
  selection: ReturnType<typeof useRequestSelection>;
  onOpen(number: string): void;
  titleRef: RefObject<HTMLHeadingElement>;
}) {
  const { selection, onOpen, titleRef } = props;
  const [decision, setDecision] = useState<Decision>();
  const ids = (requests: AccessRequest[]) => requests.map(({ id }) => id);
  const wasOpen = useRef(false);
  useEffect(() => {
    const { activeElement, body } = document;
    // With the bar the button is gone that the focus would go back to
    if (wasOpen.current && !decision && activeElement === body) {
      titleRef.current?.focus();
    }
    wasOpen.current = decision !== undefined;
  }, [decision, titleRef]);
  return (
    <>
      <BulkBar
        count={selection.selected.length}
        onDecide={setDecision}
        onClear={() => {
          selection.clear();
          titleRef.current?.focus();
        }}
      />
      {decision && (
        <BulkReviewDialog
          decision={decision}
          requests={selection.selected}
          onTakeOut={one => selection.takeOut(one.id)}
          onOpen={number => {
            setDecision(undefined);
            onOpen(number);
          }}
          onClose={decided => {
            selection.takeOut(...ids(decided));
            setDecision(undefined);
          }}
        />
      )}
    </>
  );
}
