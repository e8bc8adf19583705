import { NotificationSeverity } from '@backstage/plugin-notifications-common';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  FindingKind,
  FindingLevel,
} from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { ProjectedAccounts } from '../accounts/Accounts';
import { OutboxItem } from '../store/outbox';
import { Row } from '../store/rows';
import { plainly } from './plainly';

type AlertItem = Extract<OutboxItem, { kind: 'alert' }>;

/** More people would each wait for another to act. */
const MOST_PEOPLE = 50;

const severityOf: Record<FindingLevel, NotificationSeverity> = {
  critical: 'critical',
  warning: 'high',
  note: 'normal',
};

/** For many at once; one alone is told in its own words. */
const manyOf: Record<FindingKind, (n: number) => string> = {
  stranger: n =>
    `${n} people or groups have offered permission sets outside JIT Access.`,
  'came-back': n => `Access came back after its end in ${n} places.`,
  'removed-outside': n => `Somebody removed ${n} sessions’ access in AWS.`,
  'set-changed': n => `${n} running sessions use sets that changed meanwhile.`,
  'management-account': n =>
    `${n} permission sets are provisioned in the management account.`,
  'right-missing': n => `JIT Access lacks ${n} rights in AWS.`,
  'set-not-eligible': n =>
    `${n} offered permission sets lack the tag that lets them be given.`,
  'aws-refuses': () => 'AWS refuses changes by JIT Access for several reasons.',
  quota: n => `An AWS quota is used up in ${n} places.`,
  'engine-not-leading': () => 'No engine is at work.',
  'record-behind': () => 'The database has forgotten.',
  'record-unwitnessed': n =>
    `The audit record is not witnessed as it should be, for ${n} reasons.`,
};

/** Who can do something about it. */
async function peopleFor(
  { about, accountId }: AlertItem,
  projected: ProjectedAccounts,
): Promise<string[]> {
  const role = async (name: 'admin' | 'sso-admin') =>
    (await projected.peopleInRole(name)).map(({ ref }) => ref);
  const owners = accountId ? await projected.peopleOf(accountId) : [];
  const ofAccount = owners.slice(0, MOST_PEOPLE);
  const people = {
    'set-changed': async () => [...ofAccount, ...(await role('sso-admin'))],
    quota: async () => [...ofAccount, ...(await role('admin'))],
    'management-account': async () => [
      ...(await role('admin')),
      ...(await role('sso-admin')),
    ],
  };
  const ask = people[about as keyof typeof people] ?? (() => role('admin'));
  return [...new Set(await ask())];
}

/**
 * Tells of all open findings of a kind in one notification, which takes the
 * place of the last one. What is over by now is not told.
 */
export async function tellAlert(
  item: AlertItem,
  parts: {
    db: Knex;
    notifications: NotificationService;
    projected: ProjectedAccounts;
  },
): Promise<void> {
  const { about, accountId } = item;
  const rows: Row[] = await parts
    .db('findings')
    .where({ kind: about, ...(accountId && { account_id: accountId }) })
    .where(lasting => {
      // A removal is over when it is found: the engine has ended the session
      if (about !== 'removed-outside') lasting.whereNull('resolved_at');
    })
    .orderBy('first_seen_at', 'desc')
    .limit(1000);
  if (rows.length === 0) return;
  const entityRef = await peopleFor(item, parts.projected);
  if (entityRef.length === 0) return;
  const [latest] = rows;
  const isOne = rows.length === 1 || about === 'removed-outside';
  await parts.notifications.send({
    recipients: { type: 'entity', entityRef },
    payload: plainly({
      title: isOne ? latest.what : manyOf[about](rows.length),
      description: latest.fix,
      link: await linkOf(latest, parts.db),
      severity: severityOf[latest.level as FindingLevel],
      topic: about,
      scope: [about, accountId].filter(Boolean).join(' '),
    }),
  });
}

/** Owners cannot open the drift page; what is about a request leads there. */
async function linkOf(row: Row, db: Knex): Promise<string> {
  if (!row.request_id) return '/jit/ownership/drift';
  const request = await db('requests')
    .where({ id: row.request_id })
    .first('number');
  return `/jit/requests/REQ-${request?.number}`;
}
