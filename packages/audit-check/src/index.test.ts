import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from './format';
import { main } from '.';

/*
 * The format by hand, as docs/audit.md has it: what the portal writes is
 * checked in its own tests.
 */

const GENESIS = '0'.repeat(64);
const AT = '2026-11-25T09:00:00.000Z';
const SALT = '00112233445566778899aabbccddeeff';

function eventAt(position: number, previous: string) {
  const commitment = sha256(
    `${SALT}\n{"displayName":"Dana","ref":"user:default/dana"}`,
  );
  const id = `00000000-0000-7000-8000-00000000000${position}`;
  const hash = sha256(
    `{"commitments":{"actor":"${commitment}"},"event":{"accountId":"111111111111","actor":{"kind":"user"},"at":"${AT}","data":{"a":[1,"ü"],"b":{"c":null}},"id":"${id}","severity":"medium","type":"request.submitted"},"format":1,"position":${position},"previous":"${previous}","sealedAt":"${AT}"}`,
  );
  return {
    kind: 'event',
    position,
    previous,
    hash,
    sealedAt: AT,
    commitments: { actor: commitment },
    salts: { actor: SALT },
    eventId: id,
    event: {
      id,
      at: AT,
      type: 'request.submitted',
      severity: 'medium',
      actor: { kind: 'user', ref: 'user:default/dana', displayName: 'Dana' },
      accountId: '111111111111',
      data: { b: { c: null }, a: [1, 'ü'] },
    },
  };
}

describe('the command line', () => {
  let directory: string;
  let said: string[];
  const errors = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

  const one = eventAt(1, GENESIS);
  const two = eventAt(2, one.hash);
  const head = { kind: 'head', format: 1, exportedAt: AT, upTo: 2 };
  const end = { kind: 'end', events: 2 };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'jit-audit-check-'));
    said = [];
    errors.mockClear();
  });
  afterEach(() => rm(directory, { recursive: true }));
  afterAll(() => errors.mockRestore());

  async function file(name: string, lines: unknown[]): Promise<string> {
    const path = join(directory, name);
    const text = lines
      .map(it => (typeof it === 'string' ? it : JSON.stringify(it)))
      .join('\n');
    await writeFile(path, `${text}\n`);
    return path;
  }

  const run = (...args: string[]) => main(args, text => said.push(text));

  it('ends with 0 where the record holds', async () => {
    const checkpoint = {
      format: 1,
      position: 2,
      count: 2,
      hash: two.hash,
      at: AT,
    };
    const code = await run(
      '--export',
      await file('record.ndjson', [head, one, two, end]),
      '--checkpoints',
      await file('backend.log', [
        'info: starting',
        '{"format":1,"posi',
        `{"format":1,"posi info: ${JSON.stringify(checkpoint)}`,
      ]),
    );
    expect(said).toEqual([
      '2 events, to position 2; 1 checkpoints',
      'note: 1 checkpoints are not signed: whoever could write where they were kept could have forged them',
      'note: 1 lines of checkpoints cannot be read',
      'The record holds.',
    ]);
    expect(code).toBe(0);
  });

  it('ends with 1 where it does not, and says where', async () => {
    const changed = { ...two, event: { ...two.event, severity: 'low' } };
    const record = await file('record.ndjson', [head, one, changed, end]);
    expect(await run('--export', record)).toBe(1);
    expect(said).toContain(
      `PROBLEM changed at 2: request.submitted of ${AT} (${two.event.id}) was changed`,
    );
  });

  it('takes only checkpoints that the key signed', async () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const checkpoint = {
      format: 1,
      position: 2,
      count: 2,
      hash: two.hash,
      at: AT,
    };
    const code = await run(
      '--export',
      await file('record.ndjson', [head, one, two, end]),
      '--checkpoints',
      await file('checkpoints.ndjson', [checkpoint]),
      '--key',
      await file('key.pem', [pem]),
    );
    expect(code).toBe(1);
    expect(said.join('\n')).toContain('checkpoints.ndjson:1 is not signed');
  });

  describe('where checkpoints are signed', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const der = publicKey.export({ type: 'spki', format: 'der' });
    const key = createHash('sha256').update(der).digest('hex').slice(0, 16);
    const unsigned = `{"at":"${AT}","count":2,"format":1,"hash":"${two.hash}","key":"${key}","position":2}`;
    const signature = sign(null, Buffer.from(unsigned), privateKey);
    // As it is written: its format first
    const signed = {
      format: 1,
      ...JSON.parse(unsigned),
      signature: signature.toString('base64'),
    };
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

    const check = async (record: unknown[], ...more: string[]) =>
      run(
        '--export',
        await file('record.ndjson', record),
        '--checkpoints',
        await file('checkpoints.ndjson', [signed]),
        ...more,
      );

    it('ends with 3 and says so loudly where no key was given', async () => {
      expect(await check([head, one, two, end])).toBe(3);
      expect(said.at(-2)).toContain(
        'WARNING: NO SIGNATURE WAS LOOKED AT. 1 checkpoints are signed',
      );
      expect(said.at(-1)).toBe(
        'The record agrees with checkpoints that nobody has verified.',
      );
    });

    it('ends with 1 and says so where the record does not hold either', async () => {
      const changed = { ...two, event: { ...two.event, severity: 'low' } };
      expect(await check([head, one, changed, end])).toBe(1);
      expect(said.join('\n')).toContain('NO SIGNATURE WAS LOOKED AT');
      expect(said.at(-1)).toMatch('does not hold');
    });

    it('ends with 0 where the key signed them', async () => {
      const withKey = ['--key', await file('key.pem', [pem])];
      expect(await check([head, one, two, end], ...withKey)).toBe(0);
      expect(said).toEqual([
        '2 events, to position 2; 1 checkpoints',
        'The record holds.',
      ]);
    });
  });

  it.each([
    [[{ kind: 'head', format: 2, exportedAt: AT, upTo: 0 }], 'Line 1'],
    [['nonsense'], 'Line 1'],
    [[head, { ...one, hash: 'x' }], 'Line 2'],
  ])('ends with 2 for what is no export: %j', async (lines, where) => {
    const record = await file('record.ndjson', lines);
    expect(await run('--export', record)).toBe(2);
    expect(errors.mock.calls.join()).toContain(where);
  });

  it('ends with 2 for what is not there, and helps', async () => {
    expect(await run('--export', join(directory, 'none'))).toBe(2);
    expect(await run('--nonsense')).toBe(2);
    expect(await run()).toBe(2);
    expect(await run('--help')).toBe(0);
    expect(said.join()).toContain('jit-audit-check --export FILE');
  });
});
