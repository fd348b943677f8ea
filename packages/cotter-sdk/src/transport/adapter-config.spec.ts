// What an adapter of axios receives, and how its answer is read; without a connection.
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { AxiosAdapter, InternalAxiosRequestConfig } from 'axios';
import { describe, expect, it } from 'vitest';
import { axiosTransport } from './axios-transport.ts';
import type { TransportOptions } from './transport-options.ts';
import { TransportError, type TransportRequest } from './transport.ts';

const REQUEST: TransportRequest = {
  method: 'POST',
  url: new URL('https://cotter.invalid/api/v0/token?a=1'),
  headers: { API_KEY_ID: 'id', Accept: 'application/json' },
  body: '{"a":1}',
  signal: new AbortController().signal,
  freshConnection: false,
  cookies: false,
};

/** Sends a request over an adapter that keeps what it was given. */
async function given(
  request: Partial<TransportRequest> = {},
  options: TransportOptions = {},
) {
  const configs: InternalAxiosRequestConfig[] = [];
  const transport = axiosTransport({
    ...options,
    adapter(config) {
      configs.push(config);
      const answer = { status: 200, statusText: '', headers: {} };
      return Promise.resolve({ ...answer, data: '', config });
    },
  });
  await transport.send({ ...REQUEST, ...request });
  const [config] = configs;
  if (config === undefined) throw new Error('The adapter was not called');
  return config;
}

/** Why the transport rejects. */
async function failure(
  adapter: AxiosAdapter,
  signal: AbortSignal = REQUEST.signal,
): Promise<unknown> {
  const error: unknown = await axiosTransport({ adapter })
    .send({ ...REQUEST, signal })
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TransportError);
  expect(error).not.toHaveProperty('cause');
  return (error as TransportError).failure;
}

describe('an adapter is given', () => {
  it('the request, and nothing else that axios would do', async () => {
    const config = await given();
    expect(config).toMatchObject({
      url: 'https://cotter.invalid/api/v0/token?a=1',
      method: 'post',
      data: '{"a":1}',
      signal: REQUEST.signal,
      withCredentials: false,
      maxRedirects: 0,
      responseType: 'stream',
      decompress: false,
    });
    expect(config.headers.toJSON()).toEqual({
      'Accept-Encoding': 'identity',
      API_KEY_ID: 'id',
      Accept: 'application/json',
    });
    for (const name of ['httpAgent', 'httpsAgent', 'transport'] as const) {
      expect(config[name]).toBeUndefined();
    }
    expect(config).not.toHaveProperty('proxy');
    expect(config).not.toHaveProperty('validateStatus');
  });

  it('no agent where the connection must be new', async () => {
    expect(await given({ freshConnection: true })).toMatchObject({
      httpAgent: false,
      httpsAgent: false,
    });
  });

  it('the agents of the options in any case', async () => {
    const agents = {
      httpAgent: new HttpAgent(),
      httpsAgent: new HttpsAgent(),
    };
    for (const freshConnection of [true, false]) {
      const config = await given({ freshConnection }, agents);
      expect(config.httpAgent).toBe(agents.httpAgent);
      expect(config.httpsAgent).toBe(agents.httpsAgent);
    }
  });

  it('cookies where they are asked for', async () => {
    expect(await given({ cookies: true })).toMatchObject({
      withCredentials: true,
    });
  });

  it('the proxy of the options, and for http none of the environment', async () => {
    const url = new URL('http://localhost/');
    const proxy = { host: 'proxy.invalid', port: 8080 };
    expect((await given({ url })).proxy).toBe(false);
    expect((await given({ url }, { proxy })).proxy).toBe(proxy);
    expect((await given({}, { proxy })).proxy).toBe(proxy);
    expect((await given({}, { proxy: false })).proxy).toBe(false);
  });
});

describe('an answer of an adapter', () => {
  it('has a status, a body, and headers whatever their case', async () => {
    const answer = await axiosTransport({
      adapter: (config) =>
        Promise.resolve({
          status: 418,
          statusText: '',
          data: 'text',
          headers: { 'X-Request-ID': 'req-1', 'set-cookie': ['a', 'b'] },
          config,
        }),
    }).send(REQUEST);
    expect(answer).toMatchObject({
      status: 418,
      body: { text: 'text' },
      // Of an adapter of somebody else, the worst is assumed.
      sent: true,
    });
    expect(answer.header('x-request-id')).toBe('req-1');
    expect(answer.header('retry-after')).toBeUndefined();
    expect(answer.header('set-cookie')).toBeUndefined();
  });
});

describe('a request over Node’s HTTP client', () => {
  it('that ends before there is a connection counts as not sent', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const httpAgent = new HttpAgent({
      // The host is looked up for ever.
      lookup: () => {
        controller.abort();
      },
    });
    const url = new URL('http://cotter.invalid/');
    await expect(
      axiosTransport({ httpAgent }).send({ ...REQUEST, url, signal }),
    ).rejects.toMatchObject({ failure: { kind: 'stopped', sent: false } });
  });
});

describe('a failure of an adapter', () => {
  const broken = (fields: object) => () =>
    Promise.reject(Object.assign(new Error('CANARY'), fields));

  it('keeps the name of the fault, and counts as sent', async () => {
    const read = { code: 'ECONNRESET', syscall: 'read' };
    expect(await failure(broken(read))).toEqual({
      kind: 'network',
      systemCode: 'ECONNRESET',
      sent: true,
    });
  });

  it('that shows that there was no connection counts as not sent', async () => {
    const connect = { code: 'ECONNREFUSED', syscall: 'connect' };
    expect(await failure(broken(connect))).toEqual({
      kind: 'network',
      systemCode: 'ECONNREFUSED',
      sent: false,
    });
  });

  it('that is thrown at once is no other', async () => {
    const adapter = () => {
      throw new Error('CANARY');
    };
    expect(await failure(adapter)).toEqual({
      kind: 'network',
      systemCode: undefined,
      sent: true,
    });
  });

  it('after the signal has fired is a stop, whatever was thrown', async () => {
    const controller = new AbortController();
    const adapter = () => {
      controller.abort();
      return Promise.reject(new Error('CANARY'));
    };
    expect(await failure(adapter, controller.signal)).toEqual({
      kind: 'stopped',
      sent: true,
    });
  });

  it('is not waited for once the signal fires', async () => {
    const controller = new AbortController();
    const adapter = () => {
      setImmediate(() => {
        controller.abort();
      });
      return new Promise<never>(() => undefined);
    };
    expect(await failure(adapter, controller.signal)).toEqual({
      kind: 'stopped',
      sent: true,
    });
  });
});
