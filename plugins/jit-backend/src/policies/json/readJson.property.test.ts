import fc from 'fast-check';
import { JsonNode } from './JsonNode';
import { readJson } from './readJson';

/** What the node says, as JSON.parse would give it. */
function valueOf(node: JsonNode): unknown {
  if (node.kind === 'object') {
    return Object.fromEntries(
      node.members.map(({ name, value }) => [name, valueOf(value)]),
    );
  }
  if (node.kind === 'array') return node.items.map(valueOf);
  if (node.kind === 'number') return Number(node.text);
  return node.kind === 'null' ? null : node.value;
}

function problemOf(text: string) {
  const read = readJson(text);
  if (read.ok) throw new Error(`Read ${text}`);
  return read.problem;
}

describe('readJson', () => {
  it('knows the place of every value', () => {
    const read = readJson('{\n  "a": [1,\n    {"b/c": true}]\n}');
    if (!read.ok || read.node.kind !== 'object') throw new Error('not read');
    const [a] = read.node.members;
    expect(a.at).toEqual({ pointer: '/a', line: 2, column: 3 });
    if (a.value.kind !== 'array') throw new Error('not a list');
    const second = a.value.items[1];
    expect(second.at).toEqual({ pointer: '/a/1', line: 3, column: 5 });
    if (second.kind !== 'object') throw new Error('not an object');
    expect(second.members[0].at).toMatchObject({ pointer: '/a/1/b~1c' });
  });

  it('names the place of what it refuses', () => {
    expect(problemOf('{"a":1,\n "a":2}')).toEqual({
      code: 'json-duplicate-key',
      message: expect.stringContaining('"a" stands here twice'),
      place: { pointer: '/a', line: 2, column: 2 },
    });
    expect(problemOf('{"a":"b\u00e9"}')).toMatchObject({
      code: 'json-non-ascii',
      message: expect.stringContaining('U+00E9'),
      place: { line: 1, column: 8 },
    });
  });

  it.each([
    ['{"a":"\\u0041"}', 'json-needless-escape'],
    ['{"a":"\\n"}', 'json-needless-escape'],
    ['{"a":"\\/"}', 'json-needless-escape'],
    ['{"a":"\t"}', 'json-control-character'],
    ['{"a":"\u007f"}', 'json-non-ascii'],
    ['{"a":01}', 'json-syntax'],
    ['{"a":NaN}', 'json-syntax'],
    ['[1,]', 'json-syntax'],
    ['{,}', 'json-syntax'],
    ['"a', 'json-syntax'],
    ['', 'json-syntax'],
    ['{} {}', 'json-syntax'],
    [`${'['.repeat(100_000)}`, 'json-too-deep'],
  ])('refuses %.40s', (text, code) => {
    expect(problemOf(text).code).toBe(code);
  });

  it('takes the two escapes that are needed', () => {
    const read = readJson('"a\\"b\\\\c"');
    expect(read).toMatchObject({ ok: true, node: { value: 'a"b\\c' } });
  });

  it('reads what JSON.parse reads, and never more', () => {
    const json = fc.oneof(
      fc.json({ maxDepth: 4 }),
      fc.string({ unit: fc.constantFrom(...'{}[]",:\\ntrue01 -.e') }),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(json, text => {
        const read = readJson(text);
        if (read.ok) {
          expect(JSON.stringify(valueOf(read.node))).toEqual(
            JSON.stringify(JSON.parse(text)),
          );
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('refuses of well-formed text only what it says it does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), text => {
        const read = readJson(text);
        if (!read.ok) expect(read.problem.code).not.toBe('json-syntax');
      }),
      { numRuns: 1000 },
    );
  });
});
