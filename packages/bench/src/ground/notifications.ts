import { Knex } from 'knex';
import { HistorySize } from './history';

/** As many notifications as there are requests, to those who made them. */
export async function seedNotifications(
  db: Knex,
  { requests, users }: HistorySize,
): Promise<void> {
  await db.raw(
    `insert into notification (id, "user", title, description, severity, link,
       origin, topic, created, read)
     select gen_random_uuid(),
       'user:default/person-' || floor(? * power(random(), 2))::int,
       'Your request was approved', 'Account ' || i, 'normal', '/jit', 'jit',
       'request-' || i, now() - random() * interval '2 years',
       case when random() < 0.9 then now() end
     from generate_series(1, ?) as i`,
    [users, requests],
  );
  await db.raw('vacuum analyze');
}
