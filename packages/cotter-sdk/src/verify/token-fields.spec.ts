import { describe, expect, it } from 'vitest';
import {
  boolean,
  oneOf,
  readFields,
  tenDigits,
  text,
  unixSecondsText,
  type Form,
} from './token-fields.ts';

/** Which of the values a form takes. */
function taken(form: Form<unknown>, values: readonly unknown[]): unknown[] {
  return values.filter((value) => form.matches(value));
}

const NO_TEXTS = [undefined, null, 1, true, ['a'], { length: 1 }];

describe('the form', () => {
  it('of a text counts characters, at both ends', () => {
    const form = text(2, 3);
    expect(taken(form, ['', 'a', 'ab', 'abc', 'abcd', ...NO_TEXTS])).toEqual([
      'ab',
      'abc',
    ]);
    expect(form.name).toBe('a text of 2 to 3 characters');
  });

  it('of a text counts a character of two units once', () => {
    expect(taken(text(2, 2), ['😀', '😀😀', '😀😀😀'])).toEqual(['😀😀']);
  });

  it('of a text has no control characters and no half pairs', () => {
    const bad = ['a\0', 'a\n', 'a\u007f', 'a\u0085', 'a\ud800', '\udc00a'];
    expect(taken(text(1, 9), bad)).toEqual([]);
  });

  it('of a choice takes what is listed, as it is written', () => {
    const form = oneOf('PIN', 'OTP');
    expect(taken(form, ['PIN', 'OTP', 'pin', 'PIN ', '', ...NO_TEXTS])).toEqual(
      ['PIN', 'OTP'],
    );
    expect(form.name).toBe('one of PIN, OTP');
  });

  it('of a truth value takes no text for it', () => {
    expect(taken(boolean, [true, false, 'true', 0, undefined])).toEqual([
      true,
      false,
    ]);
    expect(boolean.name).toBe('true or false');
  });

  it('of a signed time has ten digits, so that none can move', () => {
    const good = ['1000000000', '1586257268', '9999999999'];
    const bad = [
      '0586257268',
      '158625726',
      '15862572680',
      '1586257268 ',
      ' 1586257268',
      '1586257268\n',
      '1586x57268',
      1586257268,
    ];
    expect(taken(tenDigits, [...good, ...bad])).toEqual(good);
    expect(tenDigits.name).toBe('Unix seconds, ten decimal digits');
  });

  it('of a time that is not signed has up to eleven digits', () => {
    const good = ['0', '1', '1586257268', '99999999999'];
    const bad = ['', '00', '01', '-1', '100000000000', '1 ', 'a1', '1.5', 1];
    expect(taken(unixSecondsText, [...good, ...bad])).toEqual(good);
    expect(unixSecondsText.name).toBe('Unix seconds as a string');
  });
});

describe('readFields', () => {
  const forms = { name: text(1, 9), ok: boolean };

  it('reads each field once, and leaves out what has no form', () => {
    let reads = 0;
    const token = {
      get name() {
        reads += 1;
        return 'a';
      },
      ok: true,
      other: 1,
    };
    expect(readFields(token, forms)).toEqual({
      fields: { name: 'a', ok: true },
    });
    expect(reads).toBe(1);
  });

  it('names the first field that is not of its form', () => {
    expect(readFields({ name: '', ok: 1 }, forms)).toEqual({
      reason: 'malformed',
      field: 'name',
      detail: 'its field name is not a text of 1 to 9 characters',
    });
  });

  it('takes no field that the token only inherits', () => {
    const token = Object.create({ name: 'a' }) as object;
    expect(readFields(Object.assign(token, { ok: true }), forms)).toMatchObject(
      { field: 'name' },
    );
  });

  it('takes a field that throws for one that is missing', () => {
    const token = {
      ok: true,
      get name(): string {
        throw new Error('CANARY');
      },
    };
    const read = readFields(token, forms);
    expect(read).toMatchObject({ reason: 'malformed', field: 'name' });
    expect(JSON.stringify(read)).not.toContain('CANARY');
  });

  it.each([undefined, null, 'a', 5, [], () => 'a'])(
    'refuses %j, which is no object',
    (token) => {
      expect(readFields(token, forms)).toEqual({
        reason: 'malformed',
        detail: 'it is not an object',
      });
    },
  );
});
