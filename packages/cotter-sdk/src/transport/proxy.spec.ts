// What a failed request says of the proxy that it was to go through.
import { createServer, type Socket } from 'node:net';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CotterNetworkError } from '../index.ts';
import { clientFor } from '../testing/tokens.fixture.ts';
import { listening } from '../testing/listening.fixture.ts';
import { proxyOf } from './proxy.ts';

const origin = 'https://cotter.invalid';

beforeEach(() => {
  for (const name of ['all_proxy', 'no_proxy']) vi.stubEnv(name, '');
});

async function failure(
  address: string,
  options: object = {},
): Promise<CotterNetworkError> {
  vi.stubEnv('https_proxy', address);
  const client = clientFor({ origin }, { proxy: undefined, ...options });
  const error = await client.refresh('39560:x').catch((e: unknown) => e);
  return error as CotterNetworkError;
}

/** A server that closes each connection at once, on which only a TLS handshake or nothing can come. */
async function startCloser(): Promise<number> {
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    socket.on('error', () => undefined);
  });
  return listening(server);
}

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('a proxy of the environment', () => {
  it('that cannot be reached is named, without its password', async () => {
    const port = await freePort();
    const error = await failure(`http://user:CANARY@127.0.0.1:${String(port)}`);
    expect(error).toMatchObject({ outcome: 'not_sent', action: 'retry' });
    expect(error.message).toBe(
      `Cotter could not be reached through the proxy 127.0.0.1:${String(port)} (ECONNREFUSED); nothing was sent. Check the option proxy, or HTTPS_PROXY. If the proxy speaks plain HTTP, its address must begin with http://.`,
    );
  });

  it('without a scheme, which axios takes for https, is named with what to write', async () => {
    const address = `127.0.0.1:${String(await startCloser())}`;
    const error = await failure(address);
    expect(error.outcome).toBe('not_sent');
    expect(error.message).toContain(`through the proxy ${address} (`);
    expect(error.message).toContain('must begin with http://');
  });

  it('that is no address is named', async () => {
    const error = await failure('not a url');
    expect(error).toMatchObject({ outcome: 'not_sent', action: 'fix' });
    expect(error.message).toContain(
      'HTTPS_PROXY is not a URL. Write it as http://host:port.',
    );
  });

  it('of another kind is refused, and receives nothing', async () => {
    let connections = 0;
    const server = createServer(() => (connections += 1));
    const address = `socks5://127.0.0.1:${String(await listening(server))}`;
    const error = await failure(address);
    expect(error).toMatchObject({
      outcome: 'not_sent',
      action: 'fix',
      retryable: false,
      systemCode: 'ERR_PROXY_SCHEME',
    });
    expect(error.message).toContain(`through the proxy ${address} (`);
    expect(error.message).toContain('Only http and https proxies');
    expect(connections).toBe(0);
  });

  it('that never answers is named when the time is over', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket));
    const port = String(await listening(server));
    const error = await failure(`http://127.0.0.1:${port}`, { timeoutMs: 50 });
    // The agent of the tunnel keeps its socket until the proxy closes it.
    for (const socket of sockets) socket.destroy();
    expect(error).toMatchObject({ code: 'timeout', outcome: 'not_sent' });
    expect(error.message).toBe(
      `Cotter could not be reached through the proxy 127.0.0.1:${port} within 50 ms; nothing was sent.`,
    );
  });

  it('that refuses the tunnel is said to have answered', async () => {
    const port = String(await startCloser());
    const error = await failure(`http://127.0.0.1:${port}`);
    expect(error).toMatchObject({ outcome: 'not_sent', status: 400 });
    expect(error.message).toBe(
      'The proxy answered 400 in place of Cotter; nothing was sent. Check the option proxy, or HTTPS_PROXY.',
    );
  });
});

describe('the proxy of a request', () => {
  it.each([
    [{}, undefined],
    [{ agent: false, path: '/x' }, undefined],
    [{ agent: { proxy: null } }, undefined],
    [{ agent: { proxy: { hostname: 'a', port: 1 } } }, 'a:1'],
    [{ agent: { proxy: { host: 'a', port: 1, protocol: 'https:' } } }, 'a:1'],
    [{ agent: { proxy: new URL('http://u:p@a:1') } }, 'a:1'],
    [{ hostname: 'a', port: 1, path: 'http://b/x' }, 'a:1'],
  ])('%j is %s', (options, proxy) => {
    expect(proxyOf(options as never)).toBe(proxy);
  });
});
