import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  Checkpoint,
  CheckpointSink,
} from '@jit-portal/backstage-plugin-jit-node';
import { Checkpoints as Told } from '@jit-portal/jit-audit-check';
import { createSigner, readSigningKey } from '../domain/checkpoint';
import { DatabaseFindings } from '../store/DatabaseFindings';
import { DatabaseSinks } from '../store/DatabaseSinks';
import { newTimeSortedId } from '../store/ids';
import { onEachDatabase } from '../testing/__testUtils__/onEachDatabase';
import { Portal } from '../testing/Portal';
import { Checkpoints } from './Checkpoints';
import { checkpointLines, checkpointLog } from './checkpointSinks';
import { Sealer } from './Sealer';

const MINUTE = 60_000;
const HOME = { instanceArn: 'arn:aws:sso:::instance/ssoins-1' };

class Place implements CheckpointSink {
  readonly keeps = true;
  readonly told: Checkpoint[] = [];
  isAway = false;

  constructor(readonly name: string) {}

  async write(checkpoint: Checkpoint): Promise<void> {
    if (this.isAway) throw new Error('the disk is full');
    this.told.push(checkpoint);
  }
}

onEachDatabase('checkpoints', on => {
  let portal: Portal;
  let logger: ReturnType<typeof mockServices.logger.mock>;
  let sealer: Sealer;
  let isWhole: boolean;
  const keys = generateKeyPairSync('ed25519');
  const signer = createSigner(keys.privateKey);

  beforeEach(() => {
    portal = on();
    logger = mockServices.logger.mock();
    sealer = new Sealer({ chain: portal.stores.chain, logger });
    isWhole = true;
  });

  const parts = () => ({
    db: portal.db,
    clock: portal.clock,
    newId: newTimeSortedId,
  });
  const replica = (...places: CheckpointSink[]) =>
    new Checkpoints({
      chain: portal.stores.chain,
      sinks: new DatabaseSinks(parts()),
      places,
      signer,
      everyMs: 5 * MINUTE,
      isWhole: async () => isWhole,
      findings: new DatabaseFindings(parts()),
      ...HOME,
      logger,
    });
  const findings = () =>
    portal.db('findings').whereNull('resolved_at').orderBy('what');

  async function happens() {
    await portal.asks('dana');
    const [{ number }] = await portal
      .db('requests')
      .orderBy('number', 'desc')
      .limit(1);
    await portal.service.cancelRequest(`REQ-${number}`, portal.as('dana'));
    await sealer.seal();
  }

  it('go to each place, from any replica, where anything is new', async () => {
    const [one, other] = [new Place('one'), new Place('other')];
    const replicas = [replica(one), replica(other)];
    await happens();
    await replicas[0].make();
    await replicas[1].make();
    await replicas[0].make();
    await happens();
    await replicas[1].make();
    await replicas[0].tell();
    const positions = (place: Place) => place.told.map(it => it.position);
    expect(positions(one)).toEqual([2, 4]);
    expect(positions(other)).toEqual([2, 4]);
    expect(one.told[0]).toEqual(other.told[0]);
  });

  it('are told again where a place was away, and hold nobody else up', async () => {
    const [here, away] = [new Place('here'), new Place('away')];
    const checkpoints = replica(here, away);
    away.isAway = true;
    await happens();
    await checkpoints.make();
    portal.clock.advance(4 * MINUTE);
    await happens();
    await checkpoints.make();
    expect(here.told).toHaveLength(2);
    expect(await findings()).toEqual([]);

    portal.clock.advance(7 * MINUTE);
    await checkpoints.tell();
    const [finding] = await findings();
    expect(finding).toMatchObject({
      kind: 'record-unwitnessed',
      level: 'warning',
    });
    expect(finding.what).toContain('do not reach away since 2026-11-23 09:00');
    expect(finding.fix).toContain('the disk is full');

    away.isAway = false;
    await checkpoints.tell();
    expect(away.told.map(({ position }) => position)).toEqual([4]);
    expect(await findings()).toEqual([]);
  });

  it('are no alarm of a replica that is no more', async () => {
    const away = new Place('away');
    away.isAway = true;
    await happens();
    await replica(away).make();
    portal.clock.advance(60 * MINUTE);
    await replica(new Place('here')).tell();
    expect(await findings()).toEqual([]);
  });

  it('are none while the record has forgotten', async () => {
    const place = new Place('one');
    isWhole = false;
    await happens();
    await replica(place).make();
    expect(place.told).toEqual([]);
  });

  it('tell of events that nobody seals', async () => {
    await portal.asks('dana');
    portal.clock.advance(2 * MINUTE);
    await replica().tell();
    expect(await findings()).toMatchObject([
      { kind: 'record-unwitnessed', level: 'critical' },
    ]);
    await sealer.seal();
    await replica().tell();
    expect(await findings()).toEqual([]);
  });

  it('are made once more when the process stops', async () => {
    const place = new Place('one');
    const checkpoints = replica(place);
    checkpoints.start();
    sealer.start();
    await portal.asks('dana');
    await sealer.stop();
    await checkpoints.stop();
    expect(place.told).toHaveLength(1);
  });

  it('are lines of a file, signed, and a line of the log', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'jit-checkpoints-'));
    try {
      const checkpoints = replica(
        checkpointLines(directory),
        checkpointLog(logger),
      );
      await happens();
      await checkpoints.make();
      await happens();
      await checkpoints.make();
      const file = join(directory, 'checkpoints.ndjson');
      const text = await readFile(file, 'utf8');
      const told = new Told([keys.publicKey]);
      told.read(text, 'checkpoints.ndjson');
      expect(told.sorted().map(({ position }) => position)).toEqual([2, 4]);
      expect(told.problems).toEqual([]);

      const logged = new Told([keys.publicKey]);
      const lines = logger.info.mock.calls.map(([line]) => `info: ${line}`);
      logged.read(lines.join('\n'), 'backend.log');
      expect(logged.sorted()).toEqual(told.sorted());

      const strangers = new Told([generateKeyPairSync('ed25519').publicKey]);
      strangers.read(text, 'checkpoints.ndjson');
      expect(strangers.size).toBe(0);
      expect(strangers.problems).toHaveLength(2);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

describe('the key that signs checkpoints', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  it('is PEM, or the base64 within', () => {
    const base64 = pem.replace(/-----.*-----/g, '').replace(/\s/g, '');
    for (const text of [pem, base64]) {
      expect(createSigner(readSigningKey(text)).key).toBe(
        createSigner(privateKey).key,
      );
    }
  });

  it('is of Ed25519 and no other', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const text = other.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => readSigningKey(text)).toThrow('ec');
    expect(() => readSigningKey('secret')).toThrow();
  });
});
