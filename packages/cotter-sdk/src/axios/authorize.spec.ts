import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import axios, {
  AxiosError,
  HttpStatusCode,
  type AxiosRequestConfig,
} from 'axios';
import { describe, expect, it } from 'vitest';
import {
  reply,
  startServer,
  type Answer,
  type ScriptedServer,
} from '../testing/scripted-server.fixture.ts';
import { startBackend } from '../session/backend.fixture.ts';
import { authorize } from './authorize.ts';

const FIRST = 'Bearer eyJCANARYaccess.1';
const SECOND = 'Bearer eyJCANARYaccess.2';

/** The `Authorization` of every request that arrived. */
function seen({ requests }: ScriptedServer): (string | undefined)[] {
  return requests.map(
    ({ headers }) =>
      headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1],
  );
}

/** Refuses every token but this one. */
function accepting(bearer: string): Answer {
  return (res, req) => {
    const good = req.headers.authorization === bearer;
    reply(good ? 200 : 401, { good })(res, req);
  };
}

async function startApi(answer: Answer, options: AxiosRequestConfig = {}) {
  const server = await startServer(answer);
  const instance = axios.create({
    baseURL: `${server.origin}/v1`,
    proxy: false,
    ...options,
  });
  const backend = startBackend();
  const undo = authorize(instance, backend.session);
  return { server, instance, undo, ...backend };
}

describe('the token', () => {
  it('goes to the instance’s own origin', async () => {
    const { instance, server, undo } = await startApi(reply(200, {}));
    await instance.get('/me');
    await instance.get(`${server.origin}/other`);
    undo();
    await instance.get('/me');
    expect(seen(server)).toEqual([FIRST, FIRST, undefined]);
  });

  it.each(['http', 'fetch'] as const)(
    'goes nowhere else, by address or redirect (%s)',
    async (adapter) => {
      const stranger = await startServer(reply(200, {}));
      const { instance, server } = await startApi(
        reply(302, {}, { Location: `${stranger.origin}/redirected` }),
        { adapter },
      );
      await instance.get(`${stranger.origin}/absolute`);
      await instance.get('/rebased', { baseURL: stranger.origin });
      await instance.get('/redirects');
      expect(seen(stranger)).toEqual([undefined, undefined, undefined]);
      expect(seen(server)).toEqual([FIRST]);
    },
  );

  it('is taken off a redirect to a subdomain', async () => {
    const instance = axios.create({ baseURL: 'https://example.test' });
    let config: AxiosRequestConfig | undefined;
    // Added first, so that it runs last.
    instance.interceptors.request.use((last) => {
      config = last;
      throw new Error('far enough');
    });
    const received: unknown[] = [];
    authorize(instance, startBackend().session);
    const call = instance.get('/', {
      beforeRedirect: (options: unknown) => received.push(options),
    });
    await expect(call).rejects.toThrow('far enough');
    const redirect = (href: string) => {
      const options = { href, headers: { Authorization: FIRST, Accept: '*' } };
      config?.beforeRedirect?.(
        options,
        { headers: {}, statusCode: HttpStatusCode.Found },
        { headers: {}, url: '', method: 'GET' },
      );
      return options.headers;
    };
    expect(redirect('https://evil.example.test/')).toEqual({ Accept: '*' });
    expect(redirect('http://example.test/')).toEqual({ Accept: '*' });
    expect(redirect('https://example.test/b')).toHaveProperty('Authorization');
    expect(received).toHaveLength(3);
  });

  it('goes to origins that are allowed', async () => {
    const server = await startServer(reply(200, {}));
    const instance = axios.create({ proxy: false });
    const { session } = startBackend();
    authorize(instance, session, { allowOrigins: [server.origin] });
    await instance.get(server.origin);
    expect(seen(server)).toEqual([FIRST]);
  });

  it.each([
    [undefined, []],
    ['/relative', []],
    [undefined, ['example.com']],
    [undefined, ['https://example.com/path']],
    [undefined, ['ftp://example.com']],
  ])(
    'needs an origin: baseURL %s, allowOrigins %j',
    (baseURL, allowOrigins) => {
      const instance = axios.create(baseURL === undefined ? {} : { baseURL });
      const { session } = startBackend();
      expect(() => authorize(instance, session, { allowOrigins })).toThrow(
        TypeError,
      );
    },
  );

  it('gives way to an Authorization of the caller’s own', async () => {
    const { instance, server, issuer } = await startApi(reply(401, {}));
    const headers = { authorization: 'Basic own' };
    const call = instance.get('/me', { headers });
    await expect(call).rejects.toBeInstanceOf(AxiosError);
    expect(seen(server)).toEqual(['Basic own']);
    expect(issuer.sent).toEqual([]);
  });

  it('is in no config once the request is answered', async () => {
    const { instance } = await startApi(reply(500, {}));
    const failure = await instance.get('/me').catch((error: unknown) => error);
    const { config } = failure as AxiosError;
    expect(inspect(config, { depth: Infinity })).not.toContain('CANARY');
    expect(JSON.stringify(failure)).not.toContain('CANARY');
  });
});

describe('after a 401', () => {
  it.each(['http', 'fetch'] as const)(
    'each request is sent once more, with one refresh for all (%s)',
    async (adapter) => {
      const { instance, server, issuer } = await startApi(accepting(SECOND), {
        adapter,
      });
      const answers = await Promise.all(
        Array.from({ length: 5 }, (_, i) => instance.post('/me', { i })),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
      expect(issuer.sent).toHaveLength(1);
      expect(seen(server).sort()).toEqual([
        ...Array<string>(5).fill(FIRST),
        ...Array<string>(5).fill(SECOND),
      ]);
      const bodies = server.requests.map(({ body }) => body);
      expect(new Set(bodies).size).toBe(5);
    },
  );

  it('the second answer is final', async () => {
    const { instance, server, issuer } = await startApi(reply(401, {}));
    await expect(instance.get('/me')).rejects.toMatchObject({
      response: { status: 401 },
    });
    expect(seen(server)).toEqual([FIRST, SECOND]);
    expect(issuer.sent).toHaveLength(1);
  });

  it('works where the caller takes a 401 for an answer', async () => {
    const { instance, server } = await startApi(accepting(SECOND), {
      validateStatus: () => true,
      responseType: 'stream',
    });
    const { status } = await instance.get('/me');
    expect(status).toBe(200);
    expect(seen(server)).toEqual([FIRST, SECOND]);
  });

  it('a stream is not sent again, but the next request has a new token', async () => {
    const { instance, server } = await startApi(accepting(SECOND));
    const body = Readable.from(['once']);
    await expect(instance.post('/me', body)).rejects.toMatchObject({
      response: { status: 401 },
    });
    expect((await instance.post('/me', 'text')).status).toBe(200);
    expect(server.requests.map((request) => request.body)).toEqual([
      'once',
      'text',
    ]);
  });

  it('a retry of the application’s own has a new token', async () => {
    const { instance, server } = await startApi(accepting(SECOND));
    const failure: unknown = await instance
      .post('/me', Readable.from(['once']))
      .catch((error: unknown) => error);
    const { config } = failure as AxiosError;
    await instance.request({ ...config, data: 'again' } as AxiosRequestConfig);
    expect(seen(server)).toEqual([FIRST, SECOND]);
  });

  it('the session’s error comes through when there is no other token', async () => {
    const { instance, server, issuer } = await startApi(reply(401, {}));
    issuer.revoke();
    await expect(instance.get('/me')).rejects.toMatchObject({
      code: 'signed_out',
    });
    await expect(instance.get('/me')).rejects.toMatchObject({
      code: 'signed_out',
    });
    expect(seen(server)).toEqual([FIRST]);
  });
});

describe('a request that is aborted', () => {
  it('rejects as axios does', async () => {
    const { instance, server } = await startApi(reply(200, {}));
    const call = instance.get('/me', { signal: AbortSignal.abort() });
    const failure: unknown = await call.catch((error: unknown) => error);
    expect(axios.isCancel(failure)).toBe(true);
    expect(server.requests).toEqual([]);
  });
});
