import { describe, expect, it } from 'vitest';
import { text } from './text.ts';

describe('a text of 2 to 4 characters', () => {
  const schema = text(2, 4);

  it.each(['ab', 'abcd', '🙂🙂', 'a🙂', '🙂🙂🙂🙂', '\ud83d\ud83d'])(
    'may be %j',
    (value) => {
      expect(schema.parse(value)).toBe(value);
    },
  );

  it.each(['', 'a', '🙂', 'abcde', '🙂🙂🙂🙂🙂', 'abcdefghi'])(
    'may not be %j',
    (value) => {
      expect(schema.safeParse(value).error?.issues).toMatchObject([
        { message: 'must have 2 to 4 characters' },
      ]);
    },
  );
});
