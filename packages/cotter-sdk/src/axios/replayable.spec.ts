import { Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { discard, isReplayable } from './replayable.ts';

describe('a body', () => {
  it.each<[string, unknown]>([
    ['none', undefined],
    ['null', null],
    ['a text', ''],
    ['an ArrayBuffer', new ArrayBuffer(1)],
    ['bytes', new Uint8Array(1)],
    ['a part of a buffer', new DataView(new ArrayBuffer(1))],
    ['form fields', new URLSearchParams({ a: '1' })],
    ['a Blob', new Blob(['a'])],
    ['a form', new FormData()],
  ])('that is %s can be sent again', (_, body) => {
    expect(isReplayable(body)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['a stream of Node.js', Readable.from(['a'])],
    ['a stream of the web', new ReadableStream()],
    ['an iterator', [1, 2][Symbol.iterator]()],
    ['any other object', {}],
  ])('that is %s cannot', (_, body) => {
    expect(isReplayable(body)).toBe(false);
  });
});

describe('discard', () => {
  it('destroys a stream of Node.js', () => {
    const stream = Readable.from(['a']);
    discard(stream);
    expect(stream.destroyed).toBe(true);
  });

  it('cancels a stream of the web', () => {
    const cancel = vi.fn<() => void>();
    discard(new ReadableStream({ cancel }));
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('does not touch a web stream that somebody reads', async () => {
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue('a');
      },
    });
    const reader = stream.getReader();
    // It cannot be cancelled, and nothing is left unhandled.
    discard(stream);
    await expect(reader.read()).resolves.toEqual({ done: false, value: 'a' });
  });

  it.each([undefined, null, 'text', 5, {}, { destroy: true }])(
    'has nothing to do for %j',
    (body) => {
      expect(() => {
        discard(body);
      }).not.toThrow();
    },
  );
});
