import { useEffect, useState } from 'react';

const LONG_MS = 15_000;

/** Whether something under way has taken so long that waiting may stop. */
export function useTakesLong(isBusy: boolean): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!isBusy) return undefined;
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, [isBusy]);
  return long;
}
