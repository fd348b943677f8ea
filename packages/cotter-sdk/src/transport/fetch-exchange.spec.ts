import { describe, expect, it, vi } from 'vitest';
import { fetchExchange } from './fetch-exchange.ts';
import type { TransportRequest } from './transport.ts';

const REQUEST: TransportRequest = {
  method: 'POST',
  url: new URL('https://cotter.invalid/api/v0/token'),
  headers: { API_KEY_ID: 'id' },
  body: '{"a":1}',
  signal: new AbortController().signal,
  freshConnection: false,
  cookies: false,
};

function stubFetch(answer = () => Promise.resolve(new Response('{}'))) {
  const fetch =
    vi.fn<(url: URL, init: RequestInit) => Promise<Response>>(answer);
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

describe('a request over fetch', () => {
  it('is passed on as it is, and follows no redirect', async () => {
    const fetch = stubFetch();
    const { status, header, body } = await fetchExchange(REQUEST);
    expect({ status, body }).toEqual({ status: 200, body: { text: '{}' } });
    expect(header('content-type')).toBe('text/plain;charset=UTF-8');
    expect(header('x-other')).toBeUndefined();
    const { method, headers, signal, body: sent } = REQUEST;
    expect(fetch).toHaveBeenCalledExactlyOnceWith(REQUEST.url, {
      method,
      headers,
      signal,
      body: sent,
      redirect: 'manual',
      credentials: 'omit',
    });
  });

  it('sends cookies only if asked to', async () => {
    const fetch = stubFetch();
    await fetchExchange({ ...REQUEST, cookies: true });
    expect(fetch.mock.lastCall?.[1].credentials).toBe('include');
  });

  it('names no credentials in a runtime without them', async () => {
    const fetch = stubFetch();
    vi.stubGlobal('Request', { prototype: {} });
    await fetchExchange(REQUEST);
    expect(fetch.mock.lastCall?.[1]).not.toHaveProperty('credentials');
  });

  it('uses a connection of its own in Deno, whose fetch would send it twice', async () => {
    const client = { close: vi.fn() };
    const createHttpClient = vi.fn(() => client);
    vi.stubGlobal('Deno', { createHttpClient });
    const fetch = stubFetch(() => Promise.reject(new TypeError('reset')));
    await fetchExchange(REQUEST).catch(() => undefined);
    expect(fetch.mock.lastCall?.[1]).not.toHaveProperty('client');
    const sent = fetchExchange({ ...REQUEST, freshConnection: true });
    await expect(sent).rejects.toThrow('reset');
    expect(createHttpClient).toHaveBeenCalledExactlyOnceWith({
      poolMaxIdlePerHost: 0,
    });
    expect(fetch.mock.lastCall?.[1]).toHaveProperty('client', client);
    expect(client.close).toHaveBeenCalledOnce();
  });
});
