import * as zlib from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { decodeBody } from './decode-body.ts';

const { deflateRawSync, deflateSync, gzipSync } = zlib;
const MAX = 1000;
const text = Buffer.from('{"a":1}');
/** One frame of RFC 8878 with the text as it is. */
const zstdFrame = Buffer.concat([
  Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, text.length]),
  Buffer.from([(text.length << 3) | 1, 0, 0]),
  text,
]);

function decoded(bytes: Uint8Array, coding?: string, max = MAX): unknown {
  const result = decodeBody(bytes, coding, max);
  return 'bytes' in result ? Buffer.from(result.bytes).toString() : result;
}

describe('a body', () => {
  it.each([undefined, '', 'identity', ' Identity , ', ','])(
    'with the coding %j is as it came',
    (coding) => {
      expect(decoded(text, coding)).toBe('{"a":1}');
    },
  );

  it('is decoded from the last coding to the first', () => {
    const bytes = gzipSync(deflateSync(text));
    expect(decoded(bytes, 'deflate, identity, GZIP')).toBe('{"a":1}');
    expect(decoded(bytes, 'gzip, deflate')).toEqual({
      unreadable: 'not_decoded',
      coding: 'deflate',
    });
  });

  it('may be deflated with the zlib format around it or without', () => {
    for (let length = 0; length < 300; length += 1) {
      const varied = Array.from({ length }, (_, at) =>
        String.fromCharCode(33 + ((at * length) % 90)),
      ).join('');
      for (const deflate of [deflateSync, deflateRawSync])
        expect(decoded(deflate(varied), 'deflate')).toBe(varied);
    }
  });

  it('may be in zstd where Node decodes that', () => {
    expect(decoded(zstdFrame, 'zstd')).toEqual(
      'zstdDecompressSync' in zlib
        ? '{"a":1}'
        : { unreadable: 'not_decoded', coding: 'zstd' },
    );
  });

  it('is named by the coding that nobody here undoes', () => {
    expect(decoded(text, 'gzip, compress')).toEqual({
      unreadable: 'not_decoded',
      coding: 'compress',
    });
  });

  it('may be as large as the limit after decoding', () => {
    const bytes = gzipSync(text);
    expect(decoded(bytes, 'gzip', text.length)).toBe('{"a":1}');
    expect(decoded(bytes, 'gzip', text.length - 1)).toEqual({
      unreadable: 'too_large',
    });
  });
});

it('a runtime without decoders reads what is not encoded', () => {
  vi.stubGlobal('process', undefined);
  expect(decoded(text)).toBe('{"a":1}');
  const coding = 'gzip';
  const unreadable = 'not_decoded';
  expect(decoded(gzipSync(text), coding)).toEqual({ unreadable, coding });
});
