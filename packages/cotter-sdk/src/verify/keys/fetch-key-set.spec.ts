import { describe, expect, it, vi } from 'vitest';
import {
  reply,
  replyRaw,
  startServer,
  type Answer,
} from '../../testing/scripted-server.fixture.ts';
import { fetchKeySet } from './fetch-key-set.ts';
import { jwksOf, signingKey } from '../../testing/signed-jwt.fixture.ts';

const key = signingKey('kid');
const { jwk } = key;
const TIMEOUT_MS = 10_000;

async function fetched(answer: Answer, timeoutMs = TIMEOUT_MS) {
  const { origin } = await startServer(answer);
  return fetchKeySet(new URL(origin), timeoutMs);
}

/** What comes of an answer that no server gives, or that a browser shows in its own way. */
function fetchedFrom(response: unknown) {
  vi.stubGlobal('fetch', () => Promise.resolve(response));
  return fetchKeySet(new URL('https://example.com'), TIMEOUT_MS);
}

describe('fetchKeySet', () => {
  it('asks for JSON', async () => {
    const server = await startServer(reply(200, jwksOf(key)));
    await fetchKeySet(new URL(server.origin), TIMEOUT_MS);
    const names = server.requests[0]?.headers.map(
      ([name, value]) => `${name.toLowerCase()}: ${value}`,
    );
    expect(names).toContain('accept: application/json');
  });

  it('reads the keys under any content type', async () => {
    const answer = reply(200, jwksOf(key), { 'Content-Type': 'text/plain' });
    await expect(fetched(answer)).resolves.toMatchObject({
      keys: [{ kid: 'kid', x: jwk.x, y: jwk.y }],
    });
  });

  it('passes over keys for other purposes, and ignores a private part', async () => {
    const keys = [
      { ...jwk, kty: 'RSA' },
      { ...jwk, crv: 'P-384' },
      { ...jwk, alg: 'ES384' },
      { ...jwk, use: 'enc' },
      { ...jwk, kid: '' },
      { ...jwk, kid: ['kid'] },
      { ...jwk, x: `${jwk.x}A` },
      { ...jwk, y: 5 },
      null,
      'key',
      { ...jwk, kid: 'private', d: jwk.x },
    ];
    await expect(fetched(reply(200, { keys }))).resolves.toMatchObject({
      keys: [{ kid: 'private', x: jwk.x, y: jwk.y }],
    });
  });

  it.each<readonly [string, unknown]>([
    ['null', null],
    ['a list', [jwk]],
    ['no list of keys', { keys: { 0: jwk } }],
    ['no keys', { keys: [] }],
    ['only other keys', { keys: [{ kty: 'RSA' }] }],
    ['more than 32 keys', { keys: Array.from({ length: 33 }, () => jwk) }],
  ])('refuses %s', async (_, body) => {
    await expect(
      fetched(reply(200, JSON.stringify(body))),
    ).resolves.toMatchObject({ fault: 'no_usable_key' });
  });

  it.each(['', '<html>', '{"keys":['])('refuses %j', async (body) => {
    await expect(fetched(reply(200, body))).resolves.toMatchObject({
      fault: 'not_json',
      status: 200,
    });
  });

  it.each([301, 302, 307, 308])('does not follow a %i', async (status) => {
    const target = await startServer(reply(200, jwksOf(key)));
    await expect(
      fetched(reply(status, '', { Location: target.origin })),
    ).resolves.toMatchObject({ fault: 'redirect', status });
    expect(target.requests).toEqual([]);
  });

  it.each([300, 399])('calls a %i a redirect', async (status) => {
    await expect(fetched(reply(status, ''))).resolves.toMatchObject({
      fault: 'redirect',
      status,
    });
  });

  it('has no status of a redirect that a browser hides', async () => {
    const found = await fetchedFrom(Response.error());
    expect(found).toMatchObject({ fault: 'redirect' });
    expect(found).not.toHaveProperty('status');
  });

  it('finds no JSON where there is no body at all', async () => {
    await expect(fetchedFrom(new Response(null))).resolves.toMatchObject({
      fault: 'not_json',
      status: 200,
    });
  });

  it('reads a character that two pieces of the body share', async () => {
    const text = JSON.stringify(jwksOf(signingKey('schlüssel')));
    const bytes = new TextEncoder().encode(text);
    const middle = new TextEncoder().encode(text.split('ü')[0]).length + 1;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, middle));
        controller.enqueue(bytes.slice(middle));
        controller.close();
      },
    });
    await expect(fetchedFrom(new Response(body))).resolves.toMatchObject({
      keys: [{ kid: 'schlüssel' }],
    });
  });

  it.each([201, 204, 404, 500])('refuses a %i', async (status) => {
    await expect(fetched(reply(status, jwksOf(key)))).resolves.toMatchObject({
      fault: 'status',
      status,
    });
  });

  it('stops reading at 64 kB', async () => {
    let closed = false;
    const result = await fetched((res) => {
      const more = () => {
        // Node.js 26 calls back within the same turn after the client has gone, so the server would never see that.
        if (!closed) res.write(' '.repeat(8192), () => setImmediate(more));
      };
      res.on('close', () => {
        closed = true;
      });
      res.writeHead(200);
      more();
    });
    expect(result).toMatchObject({ fault: 'too_large', status: 200 });
    await expect.poll(() => closed).toBe(true);
  });

  it('reads 64 kB', async () => {
    const body = JSON.stringify(jwksOf(key)).padEnd(65_536);
    await expect(fetched(reply(200, body))).resolves.toHaveProperty('keys');
  });

  it('gives up on a server that does not answer', async () => {
    await expect(fetched(() => undefined, 50)).resolves.toMatchObject({
      fault: 'timeout',
    });
  });

  it('gives up on a body that does not end', async () => {
    const answer: Answer = (res) => {
      res.writeHead(200).write('{"keys":');
    };
    await expect(fetched(answer, 200)).resolves.toMatchObject({
      fault: 'timeout',
    });
  });

  it('reports a connection that breaks', async () => {
    const answer = replyRaw(
      'HTTP/1.1 200 OK',
      'Content-Length: 100',
      '',
      '{"keys":',
    );
    await expect(fetched(answer)).resolves.toMatchObject({ fault: 'network' });
  });
});
