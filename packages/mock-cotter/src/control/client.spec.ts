import { expect, it, vi } from 'vitest';
import { createControlClient } from './client.ts';

/** The requests that a client sends to a mock at an address. */
async function sent(controlToken?: string): Promise<Request[]> {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    requests.push(request);
    return Promise.resolve(Response.json({ now: 0, iso: '' }));
  });
  for (const url of ['http://localhost:1', 'http://localhost:1/'])
    await createControlClient({
      url,
      ...(controlToken === undefined ? {} : { controlToken }),
    }).GET('/__mock/clock');
  return requests;
}

it('asks the mock at its address, with a slash at its end or without', async () => {
  const requests = await sent();
  expect(requests.map(({ url }) => url)).toEqual(
    Array(2).fill('http://localhost:1/__mock/clock'),
  );
  for (const { headers } of requests)
    expect(headers.has('authorization')).toBe(false);
});

it('sends the control token', async () => {
  const [request] = await sent('secret-token');
  expect(request?.headers.get('authorization')).toBe('Bearer secret-token');
});
