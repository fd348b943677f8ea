import axios from 'axios';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { rejection } from '../testing/rejection.fixture.ts';
import { reply, startServer } from '../testing/scripted-server.fixture.ts';
import {
  clientFor,
  eventToken,
  identityToken,
  leaks,
  oauthTokens,
} from '../testing/tokens.fixture.ts';

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    'with %d is not followed, and nothing reaches the other host',
    async (status) => {
      const elsewhere = await startServer(reply(200, oauthTokens));
      const server = await startServer(
        reply(status, '', { Location: `${elsewhere.origin}/api/v0/token` }),
      );
      const error = await rejection(
        clientFor(server).exchangeIdentityToken(identityToken),
      );
      expect(error).toMatchObject({ code: 'unexpected_status', status });
      expect(error.message).toMatch(/redirect.*baseUrl/);
      expect(server.requests).toHaveLength(1);
      expect(elsewhere.requests).toEqual([]);
    },
  );
});

describe("the application's own axios", () => {
  const before = { ...axios.defaults };

  afterEach(() => {
    axios.interceptors.request.clear();
    axios.interceptors.response.clear();
    delete axios.defaults.headers.common['X-App'];
    for (const name of Object.keys(axios.defaults)) {
      if (!Object.hasOwn(before, name))
        Reflect.deleteProperty(axios.defaults, name);
    }
    Object.assign(axios.defaults, before);
  });

  it('changes nothing of a request, and sees none', async () => {
    const server = await startServer(reply(200, oauthTokens));
    const other = await startServer(reply(200, oauthTokens));
    const seen = vi.fn((value: unknown) => value);
    axios.interceptors.request.use(seen as never);
    axios.interceptors.response.use(seen as never, seen);
    axios.defaults.headers.common['X-App'] = 'app';
    Object.assign(axios.defaults, {
      adapter: seen,
      baseURL: other.origin,
      params: { app: 1 },
      auth: { username: 'app', password: 'app' },
      transformRequest: seen,
      transformResponse: seen,
      validateStatus: seen,
      maxRedirects: 5,
      timeout: 1,
    });

    const client = clientFor(server);
    await expect(client.exchangeEventToken(eventToken)).resolves.toEqual(
      oauthTokens,
    );
    expect(seen).not.toHaveBeenCalled();
    expect(other.requests).toEqual([]);
    const [request] = server.requests;
    expect(request?.path).toBe('/api/v0/token');
    const names = request?.headers.map(([name]) => name.toLowerCase());
    expect(names).not.toContain('x-app');
    expect(names).not.toContain('authorization');
  });
});

describe('a proxy of the environment', () => {
  function useProxy(origin: string): void {
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']) {
      vi.stubEnv(name, origin);
      vi.stubEnv(name.toLowerCase(), origin);
    }
    vi.stubEnv('NO_PROXY', '');
    vi.stubEnv('no_proxy', '');
  }

  it('never sees a request to the own machine', async () => {
    const proxy = await startServer(reply(200, oauthTokens));
    const server = await startServer(reply(200, oauthTokens));
    useProxy(proxy.origin);
    await clientFor(server).exchangeEventToken(eventToken);
    expect(server.requests).toHaveLength(1);
    expect(proxy.requests).toEqual([]);
    expect(proxy.tunnels).toEqual([]);
  });

  it('is asked for a tunnel to an https host, and sees only the host', async () => {
    const proxy = await startServer(reply(200, oauthTokens));
    useProxy(proxy.origin);
    const client = clientFor({ origin: 'https://cotter.invalid' });
    const error = await rejection(client.exchangeEventToken(eventToken));
    expect(error).toMatchObject({ code: 'server_error', status: 502 });
    expect(proxy.requests).toEqual([]);
    expect(proxy.tunnels).toHaveLength(1);
    expect(proxy.tunnels[0]).toMatch(/^cotter\.invalid:443 /);
    expect(leaks(proxy.tunnels.join())).toEqual([]);
  });
});
