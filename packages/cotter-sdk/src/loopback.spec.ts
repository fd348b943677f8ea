import { describe, expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';

describe('isLoopback', () => {
  it.each(['localhost', '[::1]', '127.0.0.1', '127.255.10.1'])(
    'takes %s for the own machine',
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );

  it.each([
    '',
    'example.com',
    'localhost.example.com',
    'notlocalhost',
    '127.0.0.1.example.com',
    'x127.0.0.1',
    '127.0.1',
    '127.0.0.0.1',
    '127.a.0.1',
    '128.0.0.1',
    '[::2]',
    '0.0.0.0',
  ])('takes %j for another', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
