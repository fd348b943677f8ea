import { describe, expect, it } from 'vitest';
import { readStored, readSwapped } from './read-stored.ts';

const tokens = { access_token: 'a', refresh_token: 'r', expiresAt: 5 };
const unusable = new TypeError('The store gave something else than described');

describe('what a store holds', () => {
  it.each([
    { version: '1', record: null },
    { version: '', record: { tokens } },
    { version: '1', record: { tokens, attempt: { id: 'x' } } },
    { version: '1', record: { tokens, pause: { fault: { code: 'x' } } } },
  ])('may be %j', (stored) => {
    expect(readStored(stored)).toBe(stored);
  });

  it.each([
    undefined,
    null,
    'text',
    {},
    { version: '1' },
    { record: null },
    { version: 1, record: null },
    { version: '1', record: undefined },
    { version: '1', record: 'text' },
    { version: '1', record: {} },
    { version: '1', record: { tokens: null } },
    { version: '1', record: { tokens: 'text' } },
    { version: '1', record: { tokens: { ...tokens, access_token: 'a b' } } },
    { version: '1', record: { tokens: { ...tokens, refresh_token: 5 } } },
    { version: '1', record: { tokens: { ...tokens, expiresAt: '5' } } },
    { version: '1', record: { tokens: { ...tokens, expiresAt: NaN } } },
    { version: '1', record: { tokens, attempt: null } },
    { version: '1', record: { tokens, attempt: 'x' } },
    { version: '1', record: { tokens, attempt: { id: 5 } } },
    { version: '1', record: { tokens, pause: null } },
    { version: '1', record: { tokens, pause: {} } },
    { version: '1', record: { tokens, pause: { fault: { code: 5 } } } },
    { version: 1, record: { tokens } },
  ])('may not be %j', (stored) => {
    expect(() => readStored(stored)).toThrow(unusable);
  });
});

describe('what a store says of a swap', () => {
  it.each([undefined, { version: '' }, { version: '1' }])(
    'may be %j',
    (result) => {
      expect(readSwapped(result)).toBe(result);
    },
  );

  it.each([null, true, 'text', {}, { version: 1 }])(
    'may not be %j',
    (result) => {
      expect(() => readSwapped(result)).toThrow(unusable);
    },
  );
});
