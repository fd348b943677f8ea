import { expect, it } from 'vitest';
import { jsonOf } from '../testing/bare.fixture.ts';
import { textOf } from './send.ts';

it.each([204, 304])(
  'an answer with the status %i has no text, whatever its body',
  (status) => {
    expect(textOf(jsonOf({ a: 1 }, status))).toBe('');
  },
);

it('other answers have the text of their body', () => {
  expect(textOf(jsonOf({ a: 1 }))).toBe('{"a":1}');
});
