import { describe, expect, it } from 'vitest';
import { UuidSchema } from '@org/cotter-types';
import {
  lettersAndDigits,
  randomUuid,
  systemRandomness,
} from './randomness.ts';

describe('systemRandomness', () => {
  it.each([1, 4096, 4097, 10_000])('gives %i bytes', (bytes) => {
    expect(systemRandomness(bytes)).toHaveLength(bytes);
  });

  it('gives no bytes twice', () => {
    const given = Array.from({ length: 1000 }, () =>
      systemRandomness(16).toString('hex'),
    );
    expect(new Set(given).size).toBe(1000);
  });
});

describe('randomUuid', () => {
  it('is a UUID of version 4, and another one each time', () => {
    const one = randomUuid(systemRandomness);
    expect(UuidSchema.parse(one)).toBe(one);
    expect(one).toMatch(/^.{14}4.{4}[89ab]/);
    expect(randomUuid(systemRandomness)).not.toBe(one);
  });

  it('is made of the given randomness alone', () => {
    expect(randomUuid((bytes) => Buffer.alloc(bytes, 0xff))).toBe(
      'ffffffff-ffff-4fff-bfff-ffffffffffff',
    );
  });
});

describe('lettersAndDigits', () => {
  it('gives one letter or digit for each byte', () => {
    const text = lettersAndDigits(
      Uint8Array.from({ length: 256 }, (_, index) => index),
    );
    expect(text).toMatch(/^[A-Za-z0-9]{256}$/);
    expect(new Set(text).size).toBe(62);
  });
});
