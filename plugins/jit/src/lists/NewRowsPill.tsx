import { useEffect, useRef } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { useWords } from '../translation';
import { announce } from '../shared/announce';

const ANNOUNCE_EVERY_MS = 30_000;
/** Kept free for it, so that no row moves when it comes. */
const HEIGHT = 36;

/** `2 new requests · Show`: new rows wait here, so that no row moves under a finger. */
export function NewRowsPill(props: {
  count: number;
  /** What the rows are; requests where nothing is said. */
  of?: 'newRows' | 'newSessions';
  onShow(): void;
}) {
  const { count, onShow, of = 'newRows' } = props;
  const t = useWords();
  const lastSaid = useRef(0);
  const text = t(`common.list.${of}`, { count });
  useEffect(() => {
    if (count === 0 || Date.now() - lastSaid.current < ANNOUNCE_EVERY_MS)
      return;
    lastSaid.current = Date.now();
    announce(text);
  }, [count, text]);
  return (
    <Box minHeight={HEIGHT}>
      {count > 0 && (
        <Button
          variant="contained"
          color="primary"
          size="small"
          onClick={() => onShow()}
          style={{ borderRadius: 16, textTransform: 'none' }}
        >
          {text}
        </Button>
      )}
    </Box>
  );
}
