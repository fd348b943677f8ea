import { describe, expect, it } from 'vitest';
import { UuidSchema } from '@org/cotter-types';
import {
  lettersAndDigits,
  randomUuid,
  seededRandomness,
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

describe('seededRandomness', () => {
  it('gives the same bytes to the same calls, on every machine', () => {
    const random = seededRandomness('one');
    // A change here changes what users have in their snapshots.
    expect(random(40).toString('hex')).toBe(
      '59e8ca399a832f59da1e305d57ef1e20bb943634bb4b8367c08426ced589fdeaca73b6c8eb17b84a',
    );
    expect(random(4).toString('hex')).toBe('0ec1c563');
    expect(seededRandomness('two')(40)).not.toEqual(
      seededRandomness('one')(40),
    );
  });

  it('gives as many as are asked for, and none twice', () => {
    const [whole, parts] = [seededRandomness('one'), seededRandomness('one')];
    const blocks = [parts(32), parts(0), parts(32)];
    expect(Buffer.concat(blocks)).toEqual(whole(64));
    expect(blocks.map(({ length }) => length)).toEqual([32, 0, 32]);
    expect(blocks[2]).not.toEqual(blocks[0]);
  });
});

describe('randomUuid', () => {
  it('is a UUID of version 4, and another one each time', () => {
    const one = randomUuid(systemRandomness);
    expect(UuidSchema.parse(one)).toBe(one);
    expect(one).toMatch(/^.{14}4.{4}[89ab]/);
    expect(randomUuid(systemRandomness)).not.toBe(one);
  });

  it('depends only on the given randomness', () => {
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
    const bytes = Uint8Array.from([0, 25, 26, 51, 52, 61, 62, 255]);
    expect(lettersAndDigits(bytes)).toBe('AZaz09AH');
    expect([...bytes]).toEqual([0, 25, 26, 51, 52, 61, 62, 255]);
  });
});
