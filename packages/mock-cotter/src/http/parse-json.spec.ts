import { describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { ApiError } from '../api/api-error.ts';
import { parseJson } from './parse-json.ts';

const { examples } =
  description.components.responses.BadRequest.content['application/json'];

function refusalOf(body: string | Uint8Array): ApiError | undefined {
  try {
    parseJson(Buffer.from(body));
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

describe('parseJson', () => {
  it.each([
    '{"a":[1,-0,1.5e3,true,false,null,"\\u00e9\\ud83d\\ude00 // no comment"]}',
    ' \t\r\n{"a" : {"a" : 1} , "b" : [ ] }\n',
    '"text"',
    'null',
    '{"constructor":1,"toString":2}',
    '["\\ud800"]',
    '{"a": {"b": 1}, "b": 2}',
    `[${'[ ], '.repeat(40)}{ }]`,
    `${'['.repeat(32)}${']'.repeat(32)}`,
    ` ${'['.repeat(32)}${']'.repeat(32)}`,
  ])('reads %s as JSON.parse does', (text) => {
    expect(parseJson(Buffer.from(text))).toStrictEqual(JSON.parse(text));
  });

  it('gives a __proto__ key as a key, and pollutes nothing', () => {
    const value = parseJson(Buffer.from('{"__proto__":{"admin":true}}'));
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(value).not.toHaveProperty('admin');
    expect({}).not.toHaveProperty('admin');
  });

  it('says what the description documents about a body that ends too early', () => {
    expect(refusalOf('{"grant_type":')?.body).toEqual(
      examples.invalidJson.value,
    );
  });

  it.each([
    ['', 'it is empty, at line 1, column 1'],
    [' \n ', 'it is empty'],
    ['{"a":\n', 'it ends too early, at line 2, column 1'],
    ['{"a":1', 'it ends too early'],
    ['[1,', 'it ends too early'],
    ['{"a":1} x', 'column 9'],
    ['{"a":1}{}', 'there is text after its end, at line 1, column 8'],
    ['{"a":1,}', 'a property name in double quotes is missing'],
    ['{"a":1 "b":2}', 'a comma is missing'],
    ['{"a" 1}', 'a colon is missing'],
    ['{"a":}', 'a value is missing'],
    ['{a:1}', 'line 1, column 2'],
    ["{'a':1}", 'line 1, column 2'],
    ['[1,]', 'a value is missing'],
    ['[,1]', 'a value is missing'],
    ['[1}', 'line 1, column 3'],
    ['{"a":undefined}', 'a word or sign that JSON does not have'],
    ['[NaN]', 'a word or sign that JSON does not have'],
    ['[01]', 'The body is not JSON'],
    ['[.5]', 'The body is not JSON'],
    ['[1.]', 'a number is malformed'],
    ['[1e]', 'a number is malformed'],
    ['[+1]', 'The body is not JSON'],
    ['["a', 'no closing quote'],
    ['["a\nb"]', 'no closing quote'],
    ['["\u0001"]', 'a control character'],
    ['["\\x"]', 'an unknown escape'],
    ['["\\u12"]', 'a malformed unicode escape'],
    ['[1\u00a0]', 'The body is not JSON'],
    ['\uFEFF{}', 'a byte order mark, at line 1, column 1'],
    ['{"a":1,"a":1}', 'the key "a" is repeated, at line 1, column 8'],
    ['{"b":[{"a":1,\n"\\u0061":1}]}', 'the key "a" is repeated, at line 2'],
    ['{"__proto__":1,"__proto__":1}', 'the key "__proto__" is repeated'],
    ['{} // note', 'no comments; remove the one at line 1, column 4'],
    ['{\n  /* note */}', 'no comments; remove the one at line 2, column 3'],
    ['/*', 'no comments; remove the one at line 1, column 1'],
    [
      `{"${'k'.repeat(70)}":1,"${'k'.repeat(70)}":1}`,
      `the key "${'k'.repeat(64)}" is repeated`,
    ],
    ['['.repeat(33), 'it nests more than 32 deep, at line 1, column 33'],
    [
      `${'['.repeat(33)}${']'.repeat(33)}`,
      'it nests more than 32 deep, at line 1, column 33',
    ],
  ])('refuses %j', (text, says) => {
    const refusal = refusalOf(text);
    expect(refusal?.status).toBe(400);
    expect(refusal?.body.type).toBe('invalid_json');
    expect(refusal?.body.msg).toContain(says);
  });

  it('does not go down into what nests 60,000 deep', () => {
    expect(refusalOf('{"a":'.repeat(60_000))?.body).toEqual({
      msg: 'The body is not JSON: it nests more than 32 deep, at line 1, column 161.',
      type: 'invalid_json',
    });
  });

  it.each([
    ['an overlong form', [0x22, 0xc0, 0xaf, 0x22]],
    ['a lone byte', [0x22, 0xff, 0xfe, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])('refuses bytes that are not UTF-8: %s', (_name, bytes) => {
    expect(refusalOf(Uint8Array.from(bytes))?.body).toEqual({
      msg: 'The body is not JSON: it is not UTF-8.',
      type: 'invalid_json',
    });
  });

  it.each(['{"token":canary}', '{"token":"canary', '{"token":"canary" x'])(
    'quotes no value of %s',
    (text) => {
      expect(refusalOf(text)?.body.msg).toMatch(/^((?!canary).)+$/);
    },
  );
});
