import { CustomValues } from './customValues';

/*
 * An unsent custom request, kept in the session storage of this tab: it
 * survives a reload, and neither the tab nor the server ever hears of another
 * person's. One for each person, account and earlier request that it began
 * from. Cleared when it was sent. The justification is kept here and never in
 * the address, which ends up in histories and logs.
 */
interface Draft {
  values: CustomValues;
  /** The form stood on Custom, and does so again after a reload. */
  chosen: boolean;
}

const VERSION = 1;

/** Whose draft, and of what. */
export interface DraftKey {
  userRef: string;
  accountId: string;
  /** The earlier request that it began from. */
  from?: string;
}

function keyOf({ userRef, accountId, from = '' }: DraftKey): string {
  return JSON.stringify([
    'jit/custom-draft',
    VERSION,
    userRef,
    accountId,
    from,
  ]);
}

/** Storage may be full, or forbidden: then nothing is kept, and typing goes on. */
function quietly<T>(deed: () => T): T | undefined {
  try {
    return deed();
  } catch {
    return undefined;
  }
}

const isText = (one: unknown): one is string => typeof one === 'string';

/** The values, where they are some: whatever else stands in a browser is left. */
function valuesOf(read: any): CustomValues | undefined {
  const values = read?.values ?? {};
  const { name, sessionMinutes, managedPolicies, minutes } = values;
  const isWhole =
    [name, values.inlinePolicy, values.accepted, values.justification].every(
      isText,
    ) &&
    typeof sessionMinutes === 'number' &&
    // JSON has no NaN: an empty box of minutes comes back as null
    (typeof minutes === 'number' || minutes === null) &&
    Array.isArray(managedPolicies) &&
    managedPolicies.every(isText);
  return isWhole ? { ...values, minutes: minutes ?? NaN } : undefined;
}

export function readDraft(key: DraftKey): Draft | undefined {
  return quietly(() => {
    const read = JSON.parse(sessionStorage.getItem(keyOf(key)) ?? 'null');
    const values = valuesOf(read);
    return values && { values, chosen: read.chosen === true };
  });
}

export function writeDraft(key: DraftKey, values: CustomValues): void {
  const draft: Draft = { values, chosen: true };
  quietly(() => sessionStorage.setItem(keyOf(key), JSON.stringify(draft)));
}

/** The person turned to a standard set, and may come back. */
export function putDraftAside(key: DraftKey): void {
  const draft = readDraft(key);
  if (!draft) return;
  const aside: Draft = { ...draft, chosen: false };
  quietly(() => sessionStorage.setItem(keyOf(key), JSON.stringify(aside)));
}

export function forgetDraft(key: DraftKey): void {
  quietly(() => sessionStorage.removeItem(keyOf(key)));
}
