import {
  Submission,
  SubmitRequests,
} from '@jit-portal/backstage-plugin-jit-common';
import { DATA_LAKE, LEGACY, PRODUCTION, STAGING } from '../testing/accounts';
import { Name } from '../testing/cast';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { demoConfig, JUSTIFICATION, Portal } from '../testing/Portal';
import { expireOverdue } from './expireOverdue';

const HOUR = 3_600_000;
const DAY = 86_400_000;

const asked = (change: Partial<SubmitRequests> = {}): SubmitRequests => ({
  accountIds: [PRODUCTION, STAGING, DATA_LAKE],
  permissionSet: { type: 'standard', name: 'ReadOnlyAccess' },
  duration: 'PT1H',
  justification: JUSTIFICATION,
  ...change,
});

/** What became of each account, in a word. */
const words = ({ results }: Submission) =>
  results.map(({ request, error }) => request?.number ?? error?.code);

onEachDatabase('one set on several accounts', on => {
  let portal: Portal;
  beforeEach(() => {
    portal = on();
  });

  const send = (
    change: Partial<SubmitRequests> = {},
    idempotencyKey?: string,
    name: Name = 'dana',
  ) =>
    portal.service.submitRequests(
      asked(change),
      { idempotencyKey },
      portal.as(name),
    );

  let died: () => void = () => undefined;

  /** A store that dies at the second request; `when` says on which side. */
  function diesAtSecond(when: 'before' | 'after'): { revive(): void } {
    const { requests } = portal.stores;
    const { saveSubmission } = requests;
    let saves = 0;
    requests.saveSubmission = async submission => {
      saves += 1;
      const isLast = saves === 2;
      if (!isLast || when === 'after') {
        const saved = await saveSubmission.call(requests, submission);
        if (!isLast) return saved;
      }
      died();
      // Nobody ever hears of it
      return new Promise(() => {});
    };
    return {
      revive: () => {
        requests.saveSubmission = saveSubmission;
      },
    };
  }

  it('makes a request each, in the order asked', async () => {
    const submission = await send({ accountIds: [STAGING, PRODUCTION] });
    expect(submission.results).toMatchObject([
      {
        accountId: STAGING,
        request: { number: 'REQ-1', account: { id: STAGING }, isMine: true },
      },
      { accountId: PRODUCTION, request: { number: 'REQ-2' } },
    ]);
    const events = await portal
      .db('audit_events')
      .where({ type: 'request.submitted' });
    expect(events.map(({ data }) => JSON.parse(data).submissionId)).toEqual([
      submission.submissionId,
      submission.submissionId,
    ]);
  });

  it('refuses one without touching the others, and says why', async () => {
    await portal.asks('dana', { accountId: STAGING });
    const submission = await send({
      accountIds: [LEGACY, PRODUCTION, STAGING, '999999999999'],
    });
    expect(words(submission)).toEqual([
      'account-not-active',
      'REQ-2',
      'already-pending',
      'unknown-account',
    ]);
    expect(submission.results[0].error).toMatchObject({
      name: 'InputError',
      message: 'Legacy Billing is suspended, so nobody can be given access.',
      details: [{ field: 'accountId' }],
    });
    const refused = await portal
      .db('audit_events')
      .where({ type: 'request.refused' });
    expect(refused.map(({ data }) => JSON.parse(data).submissionId)).toEqual(
      Array(3).fill(submission.submissionId),
    );
  });

  it('takes standard sets alone, and each account once', async () => {
    await expect(
      send({ permissionSet: { type: 'custom', name: 'JIT-x' } as any }),
    ).rejects.toMatchObject({
      name: 'InputError',
      details: [{ field: 'permissionSet.type' }],
    });
    await expect(
      send({ accountIds: [PRODUCTION, STAGING, PRODUCTION] }),
    ).rejects.toMatchObject({
      name: 'InputError',
      details: [
        { field: 'accountIds.2', message: `${PRODUCTION} is listed twice.` },
      ],
    });
    expect(await portal.db('requests')).toEqual([]);
  });

  it('is no plugin’s to send', async () => {
    await expect(
      portal.service.submitRequests(
        asked(),
        {},
        portal.as('dana', 'plugin:mcp'),
      ),
    ).rejects.toMatchObject({ code: 'acting-for-somebody' });
  });

  it('gives the same again for its key', async () => {
    const accountIds = [LEGACY, PRODUCTION, STAGING];
    const first = await send({ accountIds }, 'k');
    // What was refused then would be taken now
    portal.aws.states.set(LEGACY, 'ACTIVE');
    await portal.project();
    const again = await send({ accountIds }, 'k');
    expect(again.submissionId).toBe(first.submissionId);
    expect(again).toEqual(first);
    expect(words(again)).toEqual(['account-not-active', 'REQ-1', 'REQ-2']);
    expect(await portal.db('requests')).toHaveLength(2);
  });

  it('tells what became of its requests meanwhile', async () => {
    const first = await send({}, 'k');
    await portal.approves('olivia', first.results[0].request!);
    const again = await send({}, 'k');
    expect(again.results[0].request).toMatchObject({ status: 'APPROVED' });
  });

  it('refuses its key with another body, and knows whose it is', async () => {
    await send({}, 'k');
    await expect(send({ duration: 'PT2H' }, 'k')).rejects.toMatchObject({
      code: 'idempotency-key-reused',
      statusCode: 422,
    });
    const his = await send({ accountIds: [PRODUCTION] }, 'k', 'theo');
    expect(his.results[0].request).toMatchObject({ number: 'REQ-4' });
  });

  it('leaves the keys of single requests alone', async () => {
    const single = await portal.service.submitRequest(
      { ...asked(), accountId: PRODUCTION } as any,
      { idempotencyKey: 'k' },
      portal.as('dana'),
    );
    const several = await send({ accountIds: [STAGING] }, 'k');
    expect(several.results[0].request?.id).not.toBe(single.id);
  });

  it.each(['before', 'after'] as const)(
    'is finished by its key where the process died %s the second was saved',
    async when => {
      const store = diesAtSecond(when);
      await new Promise<void>(resolve => {
        died = resolve;
        send({}, 'k').catch(() => undefined);
      });
      store.revive();
      const submission = await send({}, 'k');
      expect(words(submission)).toEqual(['REQ-1', 'REQ-2', 'REQ-3']);
      expect(await portal.db('requests')).toHaveLength(3);
      expect(
        await portal.db('audit_events').where({ type: 'request.submitted' }),
      ).toHaveLength(3);
      expect(await portal.db('submissions')).toHaveLength(1);
      expect(await send({}, 'k')).toEqual(submission);
    },
  );

  it('makes one request each for ten that come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send({}, 'k')),
    );
    expect(new Set(answers.map(one => one.submissionId)).size).toBe(1);
    expect(new Set(answers.map(one => words(one).join())).size).toBe(1);
    expect(await portal.db('requests')).toHaveLength(3);
  });

  it('tries again what failed for want of AWS', async () => {
    portal.aws.isDown = true;
    const first = await send({ accountIds: [PRODUCTION] }, 'k');
    expect(words(first)).toEqual(['aws-unavailable']);
    portal.aws.isDown = false;
    const again = await send({ accountIds: [PRODUCTION] }, 'k');
    expect(again.submissionId).toBe(first.submissionId);
    expect(words(again)).toEqual(['REQ-1']);
  });

  it('is forgotten after a day', async () => {
    const first = await send({ accountIds: [PRODUCTION, LEGACY] }, 'k');
    await portal.service.cancelRequest('REQ-1', portal.as('dana'));
    portal.clock.advance(DAY);
    // Whether the sweeper has been or not
    const second = await send({ accountIds: [PRODUCTION] }, 'k');
    expect(second.submissionId).not.toBe(first.submissionId);
    portal.clock.advance(DAY);
    const { requests } = portal.stores;
    await expireOverdue({ requests, onChanged: () => {} });
    expect(await portal.db('submissions')).toEqual([]);
    expect(await portal.db('submission_refusals')).toEqual([]);
  });
});

onEachDatabase(
  'limits per person',
  on => {
    it('count each of several', async () => {
      const submission = await on().service.submitRequests(
        asked(),
        {},
        on().as('dana'),
      );
      expect(words(submission)).toEqual([
        'REQ-1',
        'REQ-2',
        'too-many-submissions',
      ]);
    });

    it('do not stay with a key: there is room again later', async () => {
      const send = (change = {}) =>
        on().service.submitRequests(
          asked(change),
          { idempotencyKey: 'k' },
          on().as('dana'),
        );
      const first = await send();
      expect(words(first)).toEqual(['REQ-1', 'REQ-2', 'too-many-submissions']);
      expect(words(await send())).toEqual(words(first));
      on().clock.advance(HOUR);
      const later = await send();
      expect(words(later)).toEqual(['REQ-1', 'REQ-2', 'REQ-3']);
      expect(later.submissionId).toBe(first.submissionId);
      expect(await on().db('submission_refusals')).toEqual([]);
    });

    it('count what is refused as well, on record', async () => {
      const send = (key: string) =>
        on().service.submitRequests(
          asked({ duration: 'PT9H' }),
          { idempotencyKey: key },
          on().as('dana'),
        );
      // Eight attempts for the two requests of an hour
      const submissions = [];
      for (const key of ['a', 'b', 'c']) submissions.push(await send(key));
      const codes = submissions.flatMap(words);
      const [before, after] = [codes.slice(0, 8), codes.slice(8)];
      expect(new Set(before)).toEqual(new Set(['invalid-values']));
      expect(after).toEqual(['too-many-submissions']);
      expect(await send('a')).toEqual(submissions[0]);
      const events = await on()
        .db('audit_events')
        .where({ type: 'request.refused' });
      expect(events.map(({ data }) => JSON.parse(data).code)).toEqual(codes);
    });

    it('count keys, each of which is kept for a day', async () => {
      const send = (key: string) =>
        on().service.submitRequests(
          asked({ accountIds: [PRODUCTION] }),
          { idempotencyKey: key },
          on().as('dana'),
        );
      for (let key = 1; key <= 8; key += 1) await send(`k${key}`);
      await expect(send('k9')).rejects.toMatchObject({
        code: 'too-many-submissions',
      });
      expect(await on().db('submissions')).toHaveLength(8);
      on().clock.advance(HOUR);
      await expect(send('k9')).resolves.toBeDefined();
    });
  },
  {
    ...demoConfig,
    limits: { ...demoConfig.limits, submissionsPerPersonPerHour: 2 },
  },
);
