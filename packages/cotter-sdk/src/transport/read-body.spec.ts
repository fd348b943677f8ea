import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { readBody } from './read-body.ts';

const MAX = 8;
const EURO = new TextEncoder().encode('€');

/** A stream of the web that knows whether it was let go. */
function webStream(...chunks: readonly Uint8Array[]) {
  const cancel = vi.fn<() => void>();
  const left = [...chunks];
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = left.shift();
        if (next === undefined) controller.close();
        else controller.enqueue(next);
      },
      cancel,
    },
    { highWaterMark: 0 },
  );
  return { stream, cancel, left };
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('readBody', () => {
  it.each<[string, () => unknown]>([
    ['a stream of Node.js', () => Readable.from(['ab', Buffer.from('cd')])],
    ['a stream of the web', () => webStream(bytes('ab'), bytes('cd')).stream],
    [
      'a stream of the web that cannot be iterated, as in some browsers',
      () => {
        const { stream } = webStream(bytes('ab'), bytes('cd'));
        return { getReader: () => stream.getReader() };
      },
    ],
    [
      'what yields chunks',
      async function* () {
        yield await Promise.resolve('ab');
        yield bytes('cd');
      },
    ],
    ['a text', () => 'abcd'],
    ['bytes', () => bytes('abcd')],
  ])('joins the chunks of %s', async (_, make) => {
    await expect(readBody(make(), MAX)).resolves.toEqual({ text: 'abcd' });
  });

  it('writes a parsed body as JSON', async () => {
    await expect(readBody({ a: 1 }, MAX)).resolves.toEqual({ text: '{"a":1}' });
  });

  it.each([undefined, null, '', new Uint8Array()])(
    'reads %j as an empty text',
    async (data) => {
      await expect(readBody(data, MAX)).resolves.toEqual({ text: '' });
    },
  );

  it('joins a character that two chunks share', async () => {
    const stream = Readable.from([EURO.subarray(0, 1), EURO.subarray(1)]);
    await expect(readBody(stream, MAX)).resolves.toEqual({ text: '€' });
  });

  it('gives no text for bytes that are no UTF-8', async () => {
    await expect(readBody(EURO.subarray(0, 2), MAX)).resolves.toEqual({
      unreadable: 'not_utf8',
    });
  });

  it('takes as many bytes as are allowed, and one more is too many', async () => {
    await expect(readBody('x'.repeat(MAX), MAX)).resolves.toEqual({
      text: 'x'.repeat(MAX),
    });
    await expect(readBody('x'.repeat(MAX + 1), MAX)).resolves.toEqual({
      unreadable: 'too_large',
    });
    // It counts bytes, of which this character has three.
    await expect(readBody('€€€', MAX)).resolves.toEqual({
      unreadable: 'too_large',
    });
  });

  it('lets a stream of Node.js go as soon as it is too large', async () => {
    const stream = new PassThrough();
    stream.write('x'.repeat(MAX + 1));
    await expect(readBody(stream, MAX)).resolves.toEqual({
      unreadable: 'too_large',
    });
    expect(stream.destroyed).toBe(true);
  });

  it('lets a stream of the web go as soon as it is too large', async () => {
    const { stream, cancel, left } = webStream(
      bytes('x'.repeat(MAX + 1)),
      bytes('never read'),
    );
    await expect(readBody(stream, MAX)).resolves.toEqual({
      unreadable: 'too_large',
    });
    expect(cancel).toHaveBeenCalledOnce();
    expect(left).toHaveLength(1);
  });

  it('stops taking what yields chunks as soon as it is too large', async () => {
    let ended = false;
    async function* chunks() {
      try {
        for (;;) yield await Promise.resolve('xxxxx');
      } finally {
        ended = true;
      }
    }
    await expect(readBody(chunks(), MAX)).resolves.toEqual({
      unreadable: 'too_large',
    });
    expect(ended).toBe(true);
  });

  it.each<[string, () => unknown]>([
    [
      'a stream of Node.js that fails',
      () =>
        new Readable({
          read() {
            this.destroy(new Error('broken'));
          },
        }),
    ],
    [
      'a stream of the web that fails',
      () =>
        new ReadableStream({
          pull(controller) {
            controller.error(new Error('broken'));
          },
        }),
    ],
    [
      'what yields chunks and fails',
      async function* () {
        yield await Promise.resolve('a');
        throw new Error('broken');
      },
    ],
  ])('rejects with the failure of %s', async (_, make) => {
    await expect(readBody(make(), MAX)).rejects.toThrow('broken');
  });

  it('rejects when a stream of Node.js closes before its end', async () => {
    const stream = new PassThrough();
    stream.write('{"access_token":');
    const body = readBody(stream, 100);
    stream.destroy();
    await expect(body).rejects.toBeUndefined();
  });
});
