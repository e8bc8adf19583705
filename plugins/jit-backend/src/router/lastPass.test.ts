import express from 'express';
import request from 'supertest';
import { onEachDatabase } from '../engine/__testUtils__/onEachDatabase';
import { MINUTE } from '../engine/__testUtils__/Stage';
import { DatabaseReadings } from '../store/DatabaseReadings';
import { createLastPassRouter } from './createLastPassRouter';

onEachDatabase('the last pass', play => {
  let app: express.Express;
  let asked: number;
  let fails: boolean;

  beforeEach(() => {
    const { stage, clock } = play();
    const { knex: db, newId } = stage;
    const readings = new DatabaseReadings({ db, clock, newId });
    asked = 0;
    fails = false;
    const read = async () => {
      asked += 1;
      if (fails) throw new Error('no database');
      return readings.lastPass();
    };
    const monotonic = () => clock.read().getTime();
    app = express().use(createLastPassRouter({ read, monotonic }));
  });

  const ask = () => request(app).get('/last-pass');

  it('is unknown before the first engine', async () => {
    const { status, body } = await ask();
    expect([status, body]).toEqual([503, {}]);
  });

  it('is well while an engine looks, and not when it stops', async () => {
    const { stage, clock } = play();
    await stage.run(20_000);
    const { status, body } = await ask();
    expect(status).toBe(200);
    const ago = clock.read().getTime() - Date.parse(body.lastPassAt);
    expect(ago).toBeLessThanOrEqual(5_500);
    clock.advance(2 * MINUTE);
    expect((await ask()).status).toBe(503);
  });

  it('is not well where the engine looks and an end does not go through', async () => {
    const { stage, aws, clock } = play();
    const session = await stage.approve();
    await stage.run(5_000);
    await stage.revoke(session);
    aws.withdraw = async () => {
      throw new Error('AWS says no');
    };
    await stage.run(4 * MINUTE, 5_000);
    expect((await ask()).status).toBe(200);
    await stage.run(2 * MINUTE, 5_000);
    const { status, body } = await ask();
    expect(status).toBe(503);
    const late = clock.read().getTime() - Date.parse(body.oldestOverdueEnd);
    expect(late).toBeGreaterThan(5 * MINUTE);
  });

  it('is not the word of a leader that has lost the lead', async () => {
    const { stage } = play();
    await stage.run(20_000);
    await stage.engine.stop();
    stage.engine = stage.newEngine();
    await stage.run(20_000);
    expect((await ask()).status).toBe(200);
  });

  it('asks the database once for many, and says 503 without one', async () => {
    await play().stage.run(20_000);
    await ask();
    await ask();
    expect(asked).toBe(1);
    fails = true;
    play().clock.advance(6_000);
    expect((await ask()).status).toBe(503);
  });
});
