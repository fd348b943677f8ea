import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { repeatsHeaders, valuesOf } from './header-values.ts';

function message(...rawHeaders: string[]): IncomingMessage {
  const made = new IncomingMessage(new Socket());
  made.rawHeaders = rawHeaders;
  // Node's own way to read them, which its types do not have.
  const add = made as unknown as {
    _addHeaderLines(headers: string[], length: number): void;
  };
  add._addHeaderLines(rawHeaders, rawHeaders.length);
  return made;
}

it.each([
  [['Content-Type', 'a'], ['a']],
  [['Content-Type', ''], ['']],
  [['Host', 'x'], []],
  [[], []],
  [
    ['content-type', 'a', 'Content-Type', 'b'],
    ['a', 'b'],
  ],
  [['Content-Type', 'a', 'X', 'b', 'X', 'c'], ['a']],
  [['X', 'b', 'X', 'c'], []],
])('of %j the values are %j', (raw, values) => {
  expect(valuesOf(message(...raw), 'content-type')).toEqual(values);
});

it('lists what came once too, in whatever form Node keeps it', () => {
  expect(valuesOf(message('Set-Cookie', 'a'), 'set-cookie')).toEqual(['a']);
});

it.each<[string[], boolean]>([
  [[], false],
  [['A', 'x'], false],
  [['A', 'x', 'B', 'y', 'C', 'z'], false],
  [['A', 'x', 'a', 'y'], true],
  [['A', 'x', 'B', 'y', 'C', 'z', 'b', 'y'], true],
])('%j repeats a header: %s', (raw, repeats) => {
  expect(repeatsHeaders(message(...raw))).toBe(repeats);
});
