import { LoggerService } from '@backstage/backend-plugin-api';
import { demoConfig, Portal } from '../../src/testing/Portal';
import { JitConfig } from '../../src/config/JitConfig';
import { NewId } from '../../src/store/ids';
import { imageOf } from './database';

export const START = '2026-11-23T09:00:00.000Z';

/** The configuration of every history: requests expire while it lasts. */
export const historyConfig: JitConfig = {
  ...demoConfig,
  permissionSets: {
    offered: ['ReadOnlyAccess', 'PowerUserAccess'],
    custom: 'forbidden',
  },
  approvalWindowMinutes: 150,
} as JitConfig;

export const silent: LoggerService = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => silent,
};

let image: Promise<Buffer> | undefined;

const nobodyAsks = async (): Promise<never> => {
  throw new Error('Histories ask for standard sets alone');
};

/** What judges custom sets, of which there are none. */
export const noCustomSets = {
  advisor: { advise: nobodyAsks, compare: nobodyAsks },
  managedPolicies: { all: nobodyAsks },
};

/** A portal's database before anybody has asked for anything; made once. */
export function emptyPortal(): Promise<Buffer> {
  image ??= imageOf(async db => {
    await Portal.open(db, silent, historyConfig);
  });
  return image;
}

/** Ids in the order in which they were made, the same each time. */
export function countingIds(): NewId {
  let count = 0;
  return at => {
    count += 1;
    const time = at.getTime().toString(16).padStart(12, '0');
    const order = count.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${order}`;
  };
}
