import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { valuesOf } from './header-values.ts';

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
