import { KeyboardEvent } from 'react';
import { ActionButton } from '../shared/ActionButton';
import { useWords } from '../translation';

const MARK = 'data-view-details';

/** Opens the details of a row; ↓ and ↑ go to the next and the previous row's. */
export function ViewDetailsButton(props: {
  /** Which row, in full: number, person, account. */
  of: string;
  /** Why it cannot be pressed. */
  because?: string;
  onClick?(): void;
}) {
  const t = useWords();
  return (
    <ActionButton
      style={{ whiteSpace: 'nowrap' }}
      {...{ [MARK]: props.of }}
      because={props.because}
      aria-label={t('common.viewDetailsOf', { what: props.of })}
      onClick={props.onClick}
    >
      {t('common.action.viewDetails')}
    </ActionButton>
  );
}

/** The button of the row that begins with this number; none where it is off. */
export function detailsButtonOf(number: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(`[${MARK}]`)].find(
    one =>
      one.getAttribute(MARK)?.startsWith(`${number},`) &&
      one.getAttribute('aria-disabled') !== 'true',
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
