import { useEffect, useMemo, useRef, useState } from 'react';
import { useQueries } from '@tanstack/react-query';
import { useApi } from '@backstage/core-plugin-api';
import { JitApi } from '@jit-portal/backstage-plugin-jit-common';
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
  /** The rows as the server has them now. */
  fresh: TItem[] | undefined;
  keyOf(item: TItem): string;
  versionOf(item: TItem): unknown;
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

/** Which rows are shown, in which order, until somebody asks for others. */
function useShownKeys(freshKeys: string[] | undefined, viewKey: string) {
  const [shown, setShown] = useState<{ viewKey: string; keys: string[] }>();
  const isCurrent = shown?.viewKey === viewKey;
  useEffect(() => {
    if (!isCurrent && freshKeys) setShown({ viewKey, keys: freshKeys });
  }, [isCurrent, freshKeys, viewKey]);
  return {
    keys: isCurrent ? shown.keys : freshKeys,
    show: () => freshKeys && setShown({ viewKey, keys: freshKeys }),
  };
}

function useChangedKeys(versions: Map<string, unknown>): Set<string> {
  const before = useRef(versions);
  const [changed, setChanged] = useState<Set<string>>(new Set());
  useEffect(() => {
    const now = [...versions].filter(
      ([key, version]) =>
        before.current.has(key) && before.current.get(key) !== version,
    );
    before.current = versions;
    if (now.length === 0) return undefined;
    setChanged(new Set(now.map(([key]) => key)));
    const timer = setTimeout(() => setChanged(new Set()), HIGHLIGHT_MS);
    return () => clearTimeout(timer);
  }, [versions]);
  return changed;
}

/**
 * Keeps a list still while it is read: no row is inserted, removed or moved;
 * cells change in place, new rows wait, rows that left stay dimmed.
 */
export function useHeldRows<TItem>(options: Options<TItem>) {
  const { fresh, keyOf, versionOf, viewKey, lookUp, belongs } = options;
  const api = useApi(jitApiRef);
  const lastKnown = useRef(new Map<string, TItem>());
  const byKey = useMemo(
    () => new Map((fresh ?? []).map(item => [keyOf(item), item])),
    // keyOf is a plain reading of the item
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [fresh],
  );
  byKey.forEach((item, key) => lastKnown.current.set(key, item));
  const freshKeys = useMemo(() => fresh && [...byKey.keys()], [fresh, byKey]);
  const { keys = [], show } = useShownKeys(freshKeys, viewKey);

  const missing = fresh ? keys.filter(key => !byKey.has(key)) : [];
  const lookedUp = useQueries({
    queries: missing.map(key => ({
      queryKey: ['jit', 'held', key],
      queryFn: () => lookUp!(api, key),
      enabled: Boolean(lookUp),
    })),
  });
  const found = new Map(
    missing.map((key, index) => [key, lookedUp[index]?.data]),
  );

  const items = keys.flatMap(key => {
    const item = byKey.get(key) ?? found.get(key) ?? lastKnown.current.get(key);
    return item ? [{ key, item }] : [];
  });
  const versionText = JSON.stringify(
    items.map(({ key, item }) => [key, versionOf(item)]),
  );
  const changed = useChangedKeys(
    useMemo(
      () => new Map(JSON.parse(versionText) as [string, unknown][]),
      [versionText],
    ),
  );
  const isGone = (key: string) => {
    const item = found.get(key);
    return Boolean(item && !byKey.has(key) && !(belongs?.(item) ?? true));
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
    show,
  };
}
