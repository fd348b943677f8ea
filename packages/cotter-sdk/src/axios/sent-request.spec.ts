import { expect, it, vi } from 'vitest';
import { hideSentRequest } from './sent-request.ts';

const URL = 'https://api.example/me';
const secret = { headers: { Authorization: 'Bearer CANARY' } };

/** What stays of a request. */
function hidden(request: unknown): unknown {
  const holder = { request };
  hideSentRequest(holder);
  return holder.request;
}

it.each<[string, object, object]>([
  [
    'Node',
    {
      method: 'GET',
      path: '/me',
      host: 'api.example',
      res: { responseUrl: URL },
    },
    {
      method: 'GET',
      path: '/me',
      host: 'api.example',
      res: { responseUrl: URL },
    },
  ],
  [
    'Node, before a response',
    { method: 'GET', path: '/me', host: 'api.example', res: null },
    { method: 'GET', path: '/me', host: 'api.example', res: {} },
  ],
  [
    'fetch',
    { method: 'GET', url: URL },
    { method: 'GET', res: { responseUrl: URL } },
  ],
])('of a request of %s stays what says nothing secret', (_, parts, stays) => {
  expect(hidden({ ...secret, ...parts })).toEqual(stays);
});

it('a request of a browser, which shows no headers, stays', () => {
  class XMLHttpRequest {
    readyState = 4;
  }
  vi.stubGlobal('XMLHttpRequest', XMLHttpRequest);
  const request = new XMLHttpRequest();
  expect(hidden(request)).toBe(request);
  expect(hidden({ ...secret })).not.toHaveProperty('headers');
});

it.each([undefined, null, 'text'])('%j is no request', (value) => {
  expect(hidden(value)).toBe(value);
  expect(() => {
    hideSentRequest(value);
  }).not.toThrow();
});

it('a body without a request stays as it is', () => {
  for (const data of [null, 'text', { req: 1 }, { pipe: () => 0 }]) {
    const holder = { data };
    hideSentRequest(holder);
    expect(holder).toStrictEqual({ data });
    expect(holder.data).toBe(data);
  }
});
