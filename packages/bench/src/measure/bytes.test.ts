import { TraceMap } from '@jridgewell/trace-mapping';
import { oursIn } from './bytes';

describe('what of a built file is the plugin', () => {
  it('is what its sources became, and nothing else', () => {
    const code = 'first();ours();other();';
    const sources = [
      'webpack://app/node_modules/react/index.js',
      'webpack://app/../../plugins/jit/src/sidebar/index.ts',
    ];
    const map = new TraceMap({
      version: 3,
      names: [],
      sources,
      mappings: [
        [
          [0, 0, 0, 0],
          [8, 1, 0, 0],
          [15, 0, 1, 0],
        ],
      ],
    });
    expect(oursIn(code, map)).toBe('ours();');
  });
});
