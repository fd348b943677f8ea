import { describe, expect, it } from 'vitest';
import {
  reply,
  replyRaw,
  startServer,
  type Answer,
} from '../scripted-server.fixture.ts';
import { fetchKeySet } from './fetch-key-set.ts';
import { jwksOf, signingKey } from './signed-jwt.fixture.ts';

const key = signingKey('kid');
const { jwk } = key;
const TIMEOUT_MS = 10_000;

async function fetched(answer: Answer, timeoutMs = TIMEOUT_MS) {
  const { origin } = await startServer(answer);
  return fetchKeySet(new URL(origin), timeoutMs);
}

describe('fetchKeySet', () => {
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
    ['other keys alone', { keys: [{ kty: 'RSA' }] }],
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
        if (!res.destroyed) res.write(' '.repeat(8192), more);
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
