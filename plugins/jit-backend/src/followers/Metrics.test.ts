import { mockServices } from '@backstage/backend-test-utils';
import {
  MetricsService,
  MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';
import { onEachDatabase } from '../engine/__testUtils__/onEachDatabase';
import { HOME } from '../engine/__testUtils__/ModelIdentityCenter';
import { MINUTE } from '../engine/__testUtils__/Stage';
import { MeasureSessions } from '../engine/chores/MeasureSessions';
import { Finding } from '../domain/findings';
import { DatabaseFindings } from '../store/DatabaseFindings';
import { DatabasePermissionSets } from '../store/DatabasePermissionSets';
import { DatabaseReadings } from '../store/DatabaseReadings';
import { markRead } from '../store/projections';
import { EngineWatch } from './EngineWatch';
import { Metrics } from './Metrics';

/** Collects as an exporter does. */
class Meter {
  readonly callbacks = new Map<string, MetricsServiceObservableCallback>();
  readonly recorded: [string, number, object | undefined][] = [];

  service(): MetricsService {
    const observable = (name: string) => ({
      addCallback: (callback: MetricsServiceObservableCallback) =>
        this.callbacks.set(name, callback),
      removeCallback: () => undefined,
    });
    return {
      createObservableGauge: observable,
      createObservableCounter: observable,
      createHistogram: (name: string) => ({
        record: (value: number, attributes?: object) =>
          this.recorded.push([name, value, attributes]),
      }),
    } as unknown as MetricsService;
  }

  async collect(): Promise<Record<string, number | undefined>> {
    const values: Record<string, number | undefined> = {};
    for (const [name, callback] of this.callbacks) {
      await callback({
        observe: (value, attributes) => {
          const of = attributes?.kind ?? attributes?.projection;
          const kind = of ? ` ${of}` : '';
          values[`${name}${kind}`] = value;
        },
      });
    }
    return values;
  }
}

const quota: Finding = {
  kind: 'quota',
  level: 'warning',
  account: '111111111111',
  what: 'A quota is used up.',
  fix: 'Raise it.',
};

onEachDatabase('metrics', play => {
  let meter: Meter;
  let readings: DatabaseReadings;
  let findings: DatabaseFindings;
  let metrics: Metrics;
  let watch: EngineWatch;
  let ticks: number;

  beforeEach(() => {
    const { stage, clock, aws } = play();
    const parts = { db: stage.knex, clock, newId: stage.newId };
    const logger = mockServices.logger.mock();
    meter = new Meter();
    readings = new DatabaseReadings(parts);
    findings = new DatabaseFindings(parts);
    ticks = 0;
    metrics = new Metrics({
      metrics: meter.service(),
      readings,
      counts: () => aws.budget.counts(),
      logger,
      now: () => (ticks += MINUTE),
    });
    const { instanceArn } = HOME;
    watch = new EngineWatch({ readings, findings, instanceArn, logger });
  });

  it('say that all is quiet', async () => {
    metrics.start(() => play().stage.engine.pulse);
    expect(await meter.collect()).toEqual({
      'jit.queue.due': 0,
      'jit.ends.overdue_age': 0,
      'jit.outbox.unsent': 0,
      'jit.drift.open': 0,
      'jit.permission_sets.unread': 0,
      'jit.record.unsealed_age': 0,
      'jit.record.checkpoint_age': 0,
      'jit.engine.leading': 0,
      'jit.aws.calls': 0,
      'jit.aws.throttles': 0,
    });
  });

  it('say what waits, what is late, and what is open', async () => {
    const { stage, clock, aws } = play();
    const session = await stage.approve({ minutes: 15 });
    await stage.run(3_000);
    aws.outage = true;
    await stage.revoke(session);
    await findings.areAll(HOME, ['quota'], [quota]);
    clock.advance(2 * MINUTE);
    metrics.start(() => play().stage.engine.pulse);
    const values = await meter.collect();
    expect(values).toMatchObject({
      'jit.queue.due': 1,
      'jit.ends.overdue_age': 120,
      'jit.drift.open quota': 1,
    });
    expect(values['jit.outbox.unsent']).toBeGreaterThan(0);
    expect(values['jit.aws.calls']).toBeGreaterThan(2);
  });

  it('say how old what lists show is, and what is missing in it', async () => {
    const { stage, clock } = play();
    const parts = { db: stage.knex, clock, newId: stage.newId };
    const sets = new DatabasePermissionSets(parts);
    await sets.saveListing(['arn:1', 'arn:2']);
    const set = { arn: 'arn:1', name: 'One', sessionMinutes: 60 };
    await sets.save({ ...set, fingerprint: 'f' }, clock.read());
    await markRead(stage.knex, 'accounts', clock.read());
    clock.advance(MINUTE);
    metrics.start(() => stage.engine.pulse);
    expect(await meter.collect()).toMatchObject({
      'jit.permission_sets.unread': 1,
      'jit.projection.age accounts': 60,
      'jit.projection.age permission-sets': 60,
    });
  });

  it('say whether the engine leads, and how long ago it looked', async () => {
    const { stage, clock } = play();
    metrics.start(() => play().stage.engine.pulse);
    await stage.run(1_000);
    clock.advance(7_000);
    expect(await meter.collect()).toMatchObject({
      'jit.engine.leading': 1,
      'jit.engine.last_pass_age': 7,
    });
  });

  it('count what AWS throttled', async () => {
    const { aws } = play();
    metrics.start(() => play().stage.engine.pulse);
    aws.budget.throttled();
    expect((await meter.collect())['jit.aws.throttles']).toBe(1);
  });

  it('measure how long access took to come and to go, once each', async () => {
    const { stage, clock } = play();
    const measure = new MeasureSessions(readings, metrics.sessionTimes());
    await measure.run();
    clock.advance(6_000);
    const session = await stage.approve();
    await stage.run(3_000);
    await stage.revoke(session);
    await stage.run(3_000);
    clock.advance(6_000);
    await measure.run();
    await measure.run();
    expect(meter.recorded.map(([name, , labels]) => [name, labels])).toEqual([
      ['jit.session.activation_time', undefined],
      ['jit.session.removal_time', { cause: 'revoked' }],
    ]);
    for (const [, seconds] of meter.recorded) {
      expect(seconds).toBeGreaterThanOrEqual(1);
      expect(seconds).toBeLessThan(3);
    }
  });

  it('leave a gap while the database is away', async () => {
    const gone = {
      read: async () => {
        throw new Error('gone');
      },
    } as unknown as DatabaseReadings;
    const logger = mockServices.logger.mock();
    new Metrics({
      metrics: meter.service(),
      readings: gone,
      counts: () => ({ calls: 3, throttles: 0 }),
      logger,
    }).start(() => ({ leading: false }));
    expect(await meter.collect()).toEqual({
      'jit.engine.leading': 0,
      'jit.aws.calls': 3,
      'jit.aws.throttles': 0,
    });
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('an engine that leads nowhere is an alarm, from any replica, once', async () => {
    const { stage, clock } = play();
    await stage.run(1_000);
    await watch.look();
    clock.advance(2 * MINUTE);
    await watch.look();
    await watch.look();
    expect([...(await findings.countOpen()).keys()]).toEqual([
      'engine-not-leading',
    ]);
    await stage.run(1_000);
    await watch.look();
    expect((await findings.countOpen()).size).toBe(0);
    const types = (await stage.events()).map(({ type }) => type);
    expect(types.filter(type => type.startsWith('check.'))).toEqual([
      'check.failed',
      'check.passed',
    ]);
  });
});
