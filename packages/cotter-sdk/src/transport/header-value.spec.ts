import { describe, expect, it } from 'vitest';
import { isHeaderValue } from './transport-options.ts';

describe('isHeaderValue', () => {
  it.each(['a', '!', '~', 'ab', 'a b', 'a  b c'])('takes %j', (text) => {
    expect(isHeaderValue(text)).toBe(true);
  });

  it.each([
    '',
    ' ',
    ' a',
    'a ',
    'a\n',
    '\na',
    'a\r\nb',
    'a\tb',
    'é',
    'a\u007f',
  ])('refuses %j, which would arrive changed', (text) => {
    expect(isHeaderValue(text)).toBe(false);
  });
});
