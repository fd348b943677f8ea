// Nothing that reaches the application through an authorized instance shows the token, however it is logged.
import { inspect } from 'node:util';
import axios, { type AxiosRequestConfig } from 'axios';
import { describe, expect, it } from 'vitest';
import { startBackend } from '../session/backend.fixture.ts';
import {
  reply,
  startServer,
  type Answer,
} from '../testing/scripted-server.fixture.ts';
import { authorize } from './authorize.ts';

const CANARY = 'CANARY';

/** What a logger, a debugger or a reporter could print of a value. */
function printed(value: unknown): string {
  const deep = { depth: Infinity, showHidden: true, showProxy: true };
  return [
    inspect(value),
    inspect(value, deep),
    inspect(value, { ...deep, customInspect: false, getters: true }),
    JSON.stringify(value, (_, each: unknown) =>
      typeof each === 'bigint' ? String(each) : each,
    ),
    String(value),
  ].join('\n');
}

async function outcome(
  answer: Answer,
  config: AxiosRequestConfig,
): Promise<unknown> {
  const server = await startServer(answer);
  const instance = axios.create({ baseURL: server.origin, proxy: false });
  authorize(instance, startBackend().session);
  return instance.get('/me?a=b', config).catch((error: unknown) => error);
}

const reset: Answer = (res) => {
  res.socket?.destroy();
};
const never: Answer = () => undefined;
const redirect: Answer = (res, req) => {
  reply(302, {}, { Location: '/again' })(res, req);
};

describe.each(['http', 'fetch'] as const)('with the adapter %s', (adapter) => {
  it.each<[string, Answer, AxiosRequestConfig]>([
    ['a response', reply(200, { good: true }), {}],
    ['a text', reply(200, 'x'), { responseType: 'text' }],
    ['401 twice', reply(401, {}), {}],
    ['403', reply(403, {}), {}],
    ['500', reply(500, {}), {}],
    ['a connection that breaks', reset, {}],
    ['a timeout', never, { timeout: 50 }],
    ['an abort', never, { signal: AbortSignal.timeout(50) }],
    [
      'a body over the limit',
      reply(200, 'x'.repeat(1000)),
      { maxContentLength: 10 },
    ],
    ['too many redirects', redirect, { maxRedirects: 2 }],
    ['no redirects', redirect, { maxRedirects: 0 }],
  ])('%s does not show it', async (_, answer, config) => {
    const value = await outcome(answer, { ...config, adapter });
    expect(printed(value)).not.toContain(CANARY);
  });
});

it('a stream that is still read does not show it to a logger', async () => {
  const value = await outcome(reply(200, 'x'), {
    adapter: 'http',
    responseType: 'stream',
  });
  // With unlimited depth, a stream of Node leads over its socket to the request.
  expect(inspect(value)).not.toContain(CANARY);
});

it('what applications look at stays', async () => {
  const response = await outcome(reply(200, {}), { adapter: 'http' });
  const responseUrl = expect.stringMatching(/\/me\?a=b$/) as unknown;
  expect(response).toMatchObject({
    request: { method: 'GET', path: '/me?a=b', res: { responseUrl } },
  });
  const error = await outcome(reset, { adapter: 'http' });
  // The usual way to tell "no response" from "not sent".
  expect(error).toMatchObject({ request: expect.anything() as unknown });
});

it('a body that has a field of the name `req` keeps it', async () => {
  const response = await outcome(reply(200, { req: { id: 1 } }), {
    adapter: 'http',
  });
  expect(Object.keys((response as { data: object }).data)).toEqual(['req']);
});
