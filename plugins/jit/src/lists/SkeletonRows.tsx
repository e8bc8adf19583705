import { useEffect, useState } from 'react';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Skeleton from '@material-ui/lab/Skeleton';

const NOTHING_FOR_MS = 200;
const ROWS = 5;

/** True once loading has taken long enough that something should be seen. */
export function useIsSlow(): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), NOTHING_FOR_MS);
    return () => clearTimeout(timer);
  }, []);
  return slow;
}

/** Grey lines inside the real table, while rows are first loaded. */
export function SkeletonRows({ columns }: { columns: number }) {
  const slow = useIsSlow();
  if (!slow) return null;
  return (
    <>
      {Array.from({ length: ROWS }, (_, row) => (
        <TableRow key={row} aria-hidden>
          {Array.from({ length: columns }, (__, column) => (
            <TableCell key={column}>
              <Skeleton variant="text" />
            </TableCell>
          ))}
        </TableRow>
      ))}
    </>
  );
}
