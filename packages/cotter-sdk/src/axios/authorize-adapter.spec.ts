// What an authorized instance hands to its adapter, and what it makes of answers; without a server.
import { Readable } from 'node:stream';
import axios, {
  AxiosError,
  AxiosHeaders,
  HttpStatusCode,
  type AxiosRequestConfig,
  type InternalAxiosRequestConfig,
} from 'axios';
import { describe, expect, it } from 'vitest';
import { authorize, type TokenSource } from './authorize.ts';

/** A session whose tokens are `token-1`, `token-2` and so on, a new one after each that was refused. */
function source() {
  const refused: string[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  const session: TokenSource = {
    getAccessToken({ signal } = {}) {
      signals.push(signal);
      return signal?.aborted === true
        ? Promise.reject(new Error('aborted'))
        : Promise.resolve(`token-${String(refused.length + 1)}`);
    },
    invalidate: (token) => refused.push(token),
  };
  return { session, refused, signals };
}

/** An instance whose requests are answered with these statuses, the last one for ever. */
function authorized(
  statuses: readonly number[],
  {
    session = source().session,
    data,
    ...options
  }: Omit<AxiosRequestConfig, 'data'> & {
    session?: TokenSource;
    data?: unknown;
  } = {},
) {
  const sent: { authorization: unknown; data: unknown; url: unknown }[] = [];
  const instance = axios.create({
    baseURL: 'https://api.example.com/v1',
    adapter(config: InternalAxiosRequestConfig) {
      const status = statuses[Math.min(sent.length, statuses.length - 1)] ?? 0;
      const { headers, url } = config;
      sent.push({
        authorization: headers.get('Authorization'),
        data: config.data as unknown,
        url,
      });
      const answer = { status, statusText: '', headers: {}, data, config };
      return config.validateStatus?.(status) === false
        ? Promise.reject(
            new AxiosError('no', undefined, config, undefined, answer),
          )
        : Promise.resolve(answer);
    },
    ...options,
  });
  const undo = authorize(instance, session);
  return { instance, sent, undo };
}

const bearers = (sent: readonly { readonly authorization: unknown }[]) =>
  sent.map(({ authorization }) => authorization);

describe('the token', () => {
  it('is sent to the base URL, and not to another origin', async () => {
    const { instance, sent } = authorized([200]);
    for (const url of [
      '/a',
      'https://api.example.com/b',
      'https://evil.example.com/',
      'http://api.example.com/',
      'https://api.example.com:444/',
      'https://[not-an-address/',
    ]) {
      await instance.get(url);
    }
    expect(bearers(sent)).toEqual([
      'Bearer token-1',
      'Bearer token-1',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is that of the request’s own signal, once it fires', async () => {
    const { session, signals } = source();
    const { instance, sent } = authorized([200], { session });
    const { signal } = new AbortController();
    await instance.get('/a', { signal });
    await instance.get('/a');
    expect(signals).toEqual([signal, undefined]);
    const failure: unknown = await instance
      .get('/a', { signal: AbortSignal.abort() })
      .catch((error: unknown) => error);
    expect(axios.isCancel(failure)).toBe(true);
    expect(sent).toHaveLength(2);
  });

  it('is nowhere once the request is answered', async () => {
    const { instance } = authorized([200]);
    const { config } = await instance.get('/a');
    expect(config.headers.has('Authorization')).toBe(false);
    expect(config).not.toHaveProperty('cotterReplay');
  });

  it('is not sent any more after it was undone', async () => {
    const { instance, sent, undo } = authorized([401]);
    undo();
    await expect(instance.get('/a')).rejects.toBeInstanceOf(AxiosError);
    expect(bearers(sent)).toEqual([undefined]);
  });

  it('that cannot be had fails the request with the error of the session', async () => {
    const failure = new Error('signed out');
    const session: TokenSource = {
      getAccessToken: () => Promise.reject(failure),
      invalidate: () => undefined,
    };
    const { instance, sent } = authorized([200], { session });
    await expect(instance.get('/a')).rejects.toBe(failure);
    const { signal } = new AbortController();
    await expect(instance.get('/a', { signal })).rejects.toBe(failure);
    expect(sent).toEqual([]);
  });
});

describe('after a 401', () => {
  it('the request is sent once more, as the caller gave it', async () => {
    const { session, refused } = source();
    const { instance, sent } = authorized([401, 200], { session });
    const { status, config } = await instance.post('/a', { n: 1 });
    expect(status).toBe(200);
    expect(sent).toEqual([
      { authorization: 'Bearer token-1', data: '{"n":1}', url: '/a' },
      { authorization: 'Bearer token-2', data: '{"n":1}', url: '/a' },
    ]);
    expect(refused).toEqual(['token-1']);
    expect(config).not.toHaveProperty('cotterReplay');
  });

  it('and another, the second is final, and the token refused', async () => {
    const { session, refused } = source();
    const { instance, sent } = authorized([401], { session });
    await expect(instance.get('/a')).rejects.toMatchObject({
      response: { status: 401 },
    });
    expect(sent).toHaveLength(2);
    expect(refused).toEqual(['token-1']);
  });

  it('as an answer that the caller accepts, it is the same', async () => {
    let destroyed = 0;
    const data = { destroy: () => (destroyed += 1) };
    const { instance, sent } = authorized([401, 200], {
      validateStatus: () => true,
      data,
    });
    expect((await instance.get('/a')).status).toBe(200);
    expect(sent).toHaveLength(2);
    // Nobody reads the first answer.
    expect(destroyed).toBe(1);
  });

  it('a body that is gone by being sent is not sent again, but the token is refused', async () => {
    const { session, refused } = source();
    const { instance, sent } = authorized([401, 200], { session });
    await expect(
      instance.post('/a', Readable.from(['a'])),
    ).rejects.toMatchObject({ response: { status: 401 } });
    expect(sent).toHaveLength(1);
    expect(refused).toEqual(['token-1']);
  });

  it('the answer stands if the caller gives up before there is another token', async () => {
    const controller = new AbortController();
    const session: TokenSource = {
      ...source().session,
      invalidate: () => {
        controller.abort();
      },
    };
    const { instance, sent } = authorized([401], { session });
    await expect(
      instance.get('/a', { signal: controller.signal }),
    ).rejects.toMatchObject({ response: { status: 401 } });
    expect(sent).toHaveLength(1);
  });

  it('nothing is sent where the session has no other token', async () => {
    const session: TokenSource = {
      getAccessToken: () => Promise.resolve('the-only-one'),
      invalidate: () => undefined,
    };
    const { instance, sent } = authorized([401], { session });
    await expect(instance.get('/a')).rejects.toBeInstanceOf(AxiosError);
    expect(sent).toHaveLength(1);
  });

  it('of a request without our token, nothing happens', async () => {
    const { session, refused } = source();
    const { instance, sent } = authorized([401], { session });
    const headers = { Authorization: 'Basic own' };
    await expect(instance.get('/a', { headers })).rejects.toBeInstanceOf(
      AxiosError,
    );
    await expect(
      instance.get('https://evil.example.com/'),
    ).rejects.toBeInstanceOf(AxiosError);
    expect(bearers(sent)).toEqual(['Basic own', undefined]);
    expect(refused).toEqual([]);
  });

  it.each([400, 403, 500])('and not after a %d', async (status) => {
    const { session, refused } = source();
    const { instance, sent } = authorized([status], { session });
    await expect(instance.get('/a')).rejects.toBeInstanceOf(AxiosError);
    expect(sent).toHaveLength(1);
    expect(refused).toEqual([]);
  });
});

describe('a failure that is no answer', () => {
  const failures = [
    undefined,
    null,
    'text',
    {},
    new Error('x'),
    { config: {} },
    { config: { headers: new AxiosHeaders() }, response: { status: 401 } },
  ] as readonly unknown[] as readonly Error[];
  it.each(failures)('comes through as it is: %j', async (failure) => {
    const { instance } = authorized([200], {
      // What an adapter rejects with may be anything.
      adapter: () => Promise.reject(failure),
    });
    const thrown: unknown = await instance.get('/a').then(
      () => 'no failure',
      (error: unknown) => error,
    );
    expect(thrown).toBe(failure);
  });

  it('takes the token off all the same', async () => {
    const configs: InternalAxiosRequestConfig[] = [];
    const { instance } = authorized([200], {
      adapter(config) {
        configs.push(config);
        return Promise.reject(new AxiosError('broken', 'ECONNRESET', config));
      },
    });
    await expect(instance.get('/a')).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect(configs).toHaveLength(1);
    expect(configs[0]?.headers.has('Authorization')).toBe(false);
  });
});

describe('a redirect', () => {
  const details = [
    { headers: {}, statusCode: HttpStatusCode.Found },
    { headers: {}, url: '', method: 'GET' },
  ] as const;

  async function guardOf(own?: AxiosRequestConfig['beforeRedirect']) {
    let guard: AxiosRequestConfig['beforeRedirect'];
    const { instance } = authorized([200], {
      adapter(config) {
        guard = config.beforeRedirect;
        return Promise.resolve({
          status: 200,
          statusText: '',
          headers: {},
          data: '',
          config,
        });
      },
    });
    await instance.get('/a', own === undefined ? {} : { beforeRedirect: own });
    return (options: Record<string, unknown>) => {
      guard?.(options, ...details);
      return options;
    };
  }

  it('loses the token, however its name is written, unless the origin may see it', async () => {
    const guard = await guardOf();
    const headers = () => ({
      AUTHORIZATION: 'Bearer x',
      authorization: 'Bearer x',
      'X-Authorization': 'own',
      'Authorization-Info': 'own',
    });
    for (const href of ['https://evil.example.com/', undefined, 5]) {
      expect(guard({ href, headers: headers() })['headers']).toEqual({
        'X-Authorization': 'own',
        'Authorization-Info': 'own',
      });
    }
    const href = 'https://api.example.com/other';
    expect(guard({ href, headers: headers() })['headers']).toEqual(headers());
    expect(guard({ href: 'https://evil.example.com/' })).toEqual({
      href: 'https://evil.example.com/',
    });
  });

  it('is passed on to a guard of the caller’s own, after that', async () => {
    const received: unknown[] = [];
    const guard = await guardOf((...all: unknown[]) => received.push(...all));
    const options = {
      href: 'https://evil.example.com/',
      headers: { Authorization: 'Bearer x' },
    };
    guard(options);
    expect(received).toEqual([{ ...options, headers: {} }, ...details]);
  });
});
