import {
  ReactNode,
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { storageApiRef, useApiHolder } from '@backstage/core-plugin-api';
import { DateTime } from 'luxon';
import { useSearchParams } from 'react-router-dom';

/** In which zone times are shown: the browser's or UTC. */
export type ZoneChoice = 'local' | 'utc';

interface Zone {
  choice: ZoneChoice;
  /** The name luxon knows it by. */
  name: string;
  choose(choice: ZoneChoice): void;
}

const BUCKET = 'jit';
const KEY = 'zone';

const ZoneContext = createContext<Zone>({
  choice: 'local',
  name: 'local',
  choose: () => undefined,
});

function useRememberedZone(): [ZoneChoice, (choice: ZoneChoice) => void] {
  const storage = useApiHolder().get(storageApiRef);
  const bucket = useMemo(() => storage?.forBucket(BUCKET), [storage]);
  const [choice, setChoice] = useState<ZoneChoice>(
    () => bucket?.snapshot<ZoneChoice>(KEY).value ?? 'local',
  );
  useEffect(() => {
    const subscription = bucket
      ?.observe$<ZoneChoice>(KEY)
      .subscribe(({ value }) => setChoice(value === 'utc' ? 'utc' : 'local'));
    return () => subscription?.unsubscribe();
  }, [bucket]);
  const choose = useCallback(
    (next: ZoneChoice) => {
      setChoice(next);
      bucket?.set(KEY, next);
    },
    [bucket],
  );
  return [choice, choose];
}

/** Gives the zone: `?tz=utc` of a shared link first, then what the person chose. */
export function ZoneProvider({ children }: { children: ReactNode }) {
  const [remembered, remember] = useRememberedZone();
  const [search, setSearch] = useSearchParams();
  const fromLink = search.get('tz') === 'utc';
  const choice = fromLink ? 'utc' : remembered;
  const zone = useMemo(
    () => ({
      choice,
      name: choice === 'utc' ? 'utc' : 'local',
      choose(next: ZoneChoice) {
        remember(next);
        if (fromLink) {
          setSearch(
            before => {
              const after = new URLSearchParams(before);
              after.delete('tz');
              return after;
            },
            { replace: true },
          );
        }
      },
    }),
    [choice, fromLink, remember, setSearch],
  );
  return <ZoneContext.Provider value={zone}>{children}</ZoneContext.Provider>;
}

/** The zone in force. */
export function useZone(): Zone {
  return useContext(ZoneContext);
}

/** `Europe/Berlin (GMT+1)`, or `UTC`. */
export function zoneLabel(choice: ZoneChoice, at = DateTime.local()): string {
  if (choice === 'utc') return 'UTC';
  const short = at.setLocale('en').toFormat('ZZZZ');
  return at.zoneName === short ? short : `${at.zoneName} (${short})`;
}
