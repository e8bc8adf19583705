import { KeyboardEvent } from 'react';
import Button from '@material-ui/core/Button';
import { useWords } from '../translation';

const MARK = 'data-view-details';

/** Opens the details of a row; ↓ and ↑ go to the next and the previous row's. */
export function ViewDetailsButton(props: {
  /** Which row, in full: number, person, account. */
  of: string;
  onClick?(): void;
}) {
  const t = useWords();
  return (
    <Button
      size="small"
      variant="outlined"
      style={{ whiteSpace: 'nowrap' }}
      {...{ [MARK]: '' }}
      aria-label={t('common.viewDetailsOf', { what: props.of })}
      onClick={props.onClick}
    >
      {t('common.action.viewDetails')}
    </Button>
  );
}

/** Put on what holds the rows, so that the arrows work between them. */
export function moveBetweenDetails(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const from = document.activeElement;
  if (!step || !from?.hasAttribute(MARK)) return;
  const buttons = [
    ...event.currentTarget.querySelectorAll<HTMLElement>(`[${MARK}]`),
  ];
  const next = buttons[buttons.indexOf(from as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
