import { useState } from 'react';

/*
 * Unsent text, kept while the page is open, so that closing a dialog by
 * accident loses nothing.
 */
const drafts = new Map<string, string>();

/** A text that survives its dialog; `forget` when it was sent. */
export function useDraft(key: string) {
  const [text, setText] = useState(() => drafts.get(key) ?? '');
  return {
    text,
    write(next: string) {
      drafts.set(key, next);
      setText(next);
    },
    forget() {
      drafts.delete(key);
      setText('');
    },
  };
}
