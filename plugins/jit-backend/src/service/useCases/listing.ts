import { ListPage } from '@jit-portal/backstage-plugin-jit-common';
import { Refusal } from '../../domain/refusal';
import { TooManyToSort } from '../../store/DatabaseRequestLists';
import { CappedCount, InvalidCursor } from '../../store/paging';
import { TookTooLong } from '../../store/withinTime';
import { Caller } from '../Caller';
import { inTurn } from '../inTurn';
import { Bench } from '../Parts';
import { errorFor } from '../refusalErrors';

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof InvalidCursor) {
    return {
      code: 'invalid-cursor',
      message: 'This cursor does not belong to this list. Begin again.',
    };
  }
  if (error instanceof TooManyToSort) {
    const message = 'Too many rows match to sort by this. Narrow the list.';
    return {
      code: 'narrow-to-sort',
      message,
      details: [{ field: 'sort', message }],
    };
  }
  if (error instanceof TookTooLong) {
    return {
      code: 'took-too-long',
      message:
        'The database took too long to count or find this. Narrow it by account, person or date, or try again later.',
    };
  }
  return undefined;
}

const TOO_MANY = {
  code: 'too-many-lists',
  message:
    'Other lists that you asked for are still being read. Wait a little.',
} as const;

/** Tells in our words what was asked for wrongly, or that it took too long. */
export async function inOurWords<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const refusal = refusalOf(error);
    throw refusal ? errorFor(refusal) : error;
  }
}

/**
 * Runs a list or a count on one connection, in turn with what others read, so
 * that no end waits for a connection behind them (H30).
 */
export async function listing<T>(
  { listTurns }: Pick<Bench, 'listTurns'>,
  caller: Pick<Caller, 'ref'>,
  read: () => Promise<T>,
): Promise<T> {
  return inOurWords(() => inTurn(listTurns, caller, TOO_MANY, read));
}

const TOO_MANY_ITEMS = {
  code: 'too-many-reads',
  message:
    'Other requests, sessions or accounts that you asked for are still being read. Wait a little.',
} as const;

/**
 * Reads one item with all that belongs to it, which takes several connections
 * for a moment: in turn too, and for the same reason.
 */
export async function reading<T>(
  { itemTurns }: Pick<Bench, 'itemTurns'>,
  caller: Pick<Caller, 'ref'>,
  read: () => Promise<T>,
): Promise<T> {
  return inTurn(itemTurns, caller, TOO_MANY_ITEMS, read);
}

/** The frame around every list. */
export function listPage<T>(
  items: T[],
  page: { nextCursor?: string; total: CappedCount },
  now: Date,
): ListPage<T> {
  return {
    items,
    nextCursor: page.nextCursor,
    totalItems: page.total.count,
    totalIsMinimum: page.total.isMinimum || undefined,
    serverTime: now.toISOString(),
  };
}
