import { describe, expect, it, vi } from 'vitest';
import { isLikeNode, isNode, nodeBuiltin } from './node-builtins.ts';

/** The look-up of Next.js' Edge runtime. */
function unsupported(): never {
  throw new Error('A Node.js API is used which is not supported');
}

const runtimes: readonly (readonly [string, unknown])[] = [
  ['a browser', undefined],
  ['a bundle with an empty process', {}],
  ['the Edge runtime', { getBuiltinModule: unsupported }],
  ['a runtime that refuses everything', new Proxy({}, { get: unsupported })],
  ['a runtime without the module', { getBuiltinModule: () => undefined }],
  ['one that returns null', { getBuiltinModule: () => null }],
];

describe('Node.js', () => {
  it('has its modules', async () => {
    expect(nodeBuiltin('node:zlib')).toBe((await import('node:zlib')).default);
    expect([isNode(), isLikeNode()]).toEqual([true, true]);
  });

  it.each(['bun', 'deno'])('is not %s', (name) => {
    vi.stubGlobal('process', {
      release: { name: 'node' },
      versions: { node: '22.0.0', [name]: '1.0.0' },
    });
    expect([isNode(), isLikeNode()]).toEqual([false, true]);
  });
});

describe.each(runtimes)('%s', (_, process) => {
  it('has no module, and asking for one does not throw', () => {
    vi.stubGlobal('process', process);
    expect(nodeBuiltin('node:zlib')).toBeUndefined();
    expect([isNode(), isLikeNode()]).toEqual([false, false]);
  });
});
