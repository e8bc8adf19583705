import { useEffect, useMemo, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { JitApi } from '@jit-portal/backstage-plugin-jit-common';
import { UseQueryResult, useQueries } from '@tanstack/react-query';
import { jitApiRef } from '../api/jitApi';

/** A row as it is shown. */
export interface HeldRow<TItem> {
  key: string;
  item: TItem;
  /** Belongs to the list no longer: dimmed, actions off. */
  gone: boolean;
  /** Changed in place a moment ago. */
  changed: boolean;
}

const HIGHLIGHT_MS = 1500;

interface Options<TItem> {
  /** The list as {@link useJitQuery} gives it. */
  query: UseQueryResult<{ items: TItem[] }, Error>;
  keyOf(item: TItem): string;
  /** Differs when something that a cell shows has changed. */
  versionOf(item: TItem): string | number;
  /** Other filters, order or page: then rows are shown as they come. */
  viewKey: string;
  /**
   * Asks for a row that the server no longer lists, to tell what became of
   * it. Without this, rows stay as they were.
   */
  lookUp?(api: JitApi, key: string): Promise<TItem>;
  /** Whether a row looked up still belongs: it may only have moved to another page. */
  belongs?(item: TItem): boolean;
}

/**
 * Which rows are shown, in which order. They are held from the first answer
 * after the page was opened until other ones are asked for.
 */
function useShownKeys(options: {
  freshKeys: string[] | undefined;
  viewKey: string;
  mayHold: boolean;
}) {
  const { freshKeys, viewKey, mayHold } = options;
  const [held, setHeld] = useState<{ viewKey: string; keys: string[] }>();
  const isCurrent = held?.viewKey === viewKey;
  useEffect(() => {
    if (!isCurrent && mayHold && freshKeys) {
      setHeld({ viewKey, keys: freshKeys });
    }
  }, [isCurrent, mayHold, freshKeys, viewKey]);
  return {
    // While another view is fetched, the rows of the last one stand
    keys: (isCurrent ? held.keys : freshKeys ?? held?.keys) ?? [],
    hold: (keys: string[]) => setHeld({ viewKey, keys }),
  };
}

/** Rows whose version is another than a moment ago. */
function useChangedKeys(versions: [string, string | number][]): Set<string> {
  const text = JSON.stringify(versions);
  const before = useRef<Map<string, string | number>>();
  const [changed, setChanged] = useState<Set<string>>(new Set());
  useEffect(() => {
    const now = new Map<string, string | number>(JSON.parse(text));
    const old = before.current ?? now;
    before.current = now;
    const keys = [...now.keys()].filter(
      key => old.has(key) && old.get(key) !== now.get(key),
    );
    if (keys.length === 0) return undefined;
    setChanged(new Set(keys));
    const timer = setTimeout(() => setChanged(new Set()), HIGHLIGHT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return changed;
}

/** What became of rows that the server no longer lists. */
function useLookedUp<TItem>(
  keys: string[],
  lookUp: Options<TItem>['lookUp'],
): Map<string, TItem> {
  const api = useApi(jitApiRef);
  const answers = useQueries({
    queries: keys.map(key => ({
      queryKey: ['jit', 'held', key],
      queryFn: () => lookUp!(api, key),
      enabled: Boolean(lookUp),
    })),
  });
  const found = new Map<string, TItem>();
  keys.forEach((key, index) => {
    const item = answers[index]?.data;
    if (item) found.set(key, item);
  });
  return found;
}

/**
 * Keeps a list still while it is read: no row is inserted, removed or moved;
 * cells change in place, new rows wait, rows that left stay dimmed.
 */
export function useHeldRows<TItem>(options: Options<TItem>) {
  const { query, keyOf, versionOf, viewKey, lookUp, belongs } = options;
  const fresh = query.isPlaceholderData ? undefined : query.data?.items;
  const byKey = new Map((fresh ?? []).map(item => [keyOf(item), item]));
  const lastKnown = useRef(new Map<string, TItem>());
  byKey.forEach((item, key) => lastKnown.current.set(key, item));

  const freshKeys = useMemo(
    () => fresh?.map(keyOf),
    // keyOf is a plain reading of the item
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [fresh],
  );
  const { keys, hold } = useShownKeys({
    freshKeys,
    viewKey,
    // What was cached before the page was opened is not worth holding
    mayHold: query.isFetchedAfterMount,
  });
  const found = useLookedUp(
    fresh ? keys.filter(key => !byKey.has(key)) : [],
    lookUp,
  );
  const items = keys.flatMap(key => {
    const item = byKey.get(key) ?? found.get(key) ?? lastKnown.current.get(key);
    return item ? [{ key, item }] : [];
  });
  const changed = useChangedKeys(
    items.map(({ key, item }) => [key, versionOf(item)]),
  );
  const isGone = (key: string) => {
    const item = found.get(key);
    return Boolean(item && belongs && !belongs(item));
  };

  return {
    rows: items.map(({ key, item }) => ({
      key,
      item,
      gone: isGone(key),
      changed: changed.has(key),
    })),
    newCount: (freshKeys ?? []).filter(key => !keys.includes(key)).length,
    /** Takes the rows as the server has them now. */
    show: () => freshKeys && hold(freshKeys),
    /** Asks the server, then takes the rows as they are. */
    async refresh() {
      const answer = await query.refetch();
      if (answer.data) hold(answer.data.items.map(keyOf));
    },
  };
}
