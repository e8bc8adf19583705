export {
  HOME,
  seedHistory,
  SET_CONTENT,
} from '../../../../plugins/jit-backend/dev/seed/seedHistory';
export {
  accountId,
  accountRef,
  FIRST_MEMBER,
  groupRef,
  owningGroups,
  PART,
  personRef,
} from '../../../../plugins/jit-backend/dev/seed/organisation';
export type { HistorySize } from '../../../../plugins/jit-backend/dev/seed/organisation';
