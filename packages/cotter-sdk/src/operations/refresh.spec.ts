import { description } from '@org/cotter-types/description';
import { RefreshRequestSchema } from '@org/cotter-types';
import { describe, expect, it } from 'vitest';
import { CotterClient } from '../client/client.ts';
import { rejection } from '../testing/rejection.fixture.ts';
import { reply, startServer } from '../testing/scripted-server.fixture.ts';
import { inspected } from '../testing/inspected.fixture.ts';
import {
  API_KEY_ID,
  CANARIES,
  clientFor,
  leaks,
  oauthTokens,
} from '../testing/tokens.fixture.ts';

const NEXT = `39560:${'N'.repeat(50)}`;
const rotated = { ...oauthTokens, refresh_token: NEXT };

describe('a refresh', () => {
  it('is the described request, with only the API key id', async () => {
    const server = await startServer(reply(200, rotated));
    const tokens = await clientFor(server).refresh(CANARIES.refreshToken);
    expect(tokens).toStrictEqual(rotated);

    expect(server.requests).toHaveLength(1);
    const [request] = server.requests;
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe(`/api/v0/token/${API_KEY_ID}`);
    const sent = JSON.parse(request?.body ?? '') as unknown;
    expect(sent).toStrictEqual({
      grant_type: 'refresh_token',
      refresh_token: CANARIES.refreshToken,
    });
    expect(RefreshRequestSchema.safeParse(sent).success).toBe(true);
    const headers = request?.headers.filter(([name]) => name !== 'User-Agent');
    expect(headers?.toSorted()).toEqual([
      ['API_KEY_ID', API_KEY_ID],
      ['Accept', 'application/json'],
      ['Accept-Encoding', 'identity'],
      // A connection of its own.
      ['Connection', 'close'],
      ['Content-Length', String(Buffer.byteLength(request?.body ?? ''))],
      ['Content-Type', 'application/json'],
      ['Host', new URL(server.origin).host],
    ]);
    expect(JSON.stringify(request)).not.toContain(CANARIES.apiSecretKey);
  });

  it.each(['http', 'fetch'] as const)(
    'needs no secret key, over %s',
    async (adapter) => {
      const server = await startServer(reply(200, rotated));
      const client = new CotterClient({
        apiKeyId: API_KEY_ID,
        baseUrl: server.origin,
        adapter,
      });
      await expect(client.refresh('39560:x')).resolves.toEqual(rotated);
      const names = server.requests[0]?.headers.map(([n]) => n.toUpperCase());
      expect(names).toContain('API_KEY_ID');
      expect(names).not.toContain('API_SECRET_KEY');
    },
  );

  it.each([
    ['a/../b?c#d%2e e', '/api/v0/token/a%2F..%2Fb%3Fc%23d%252e%20e'],
    ["$& $' 100%", "/api/v0/token/%24%26%20%24'%20100%25"],
    ['...', '/api/v0/token/...'],
    ['%2e%2e', '/api/v0/token/%252e%252e'],
  ])(
    'keeps the API key id %s within its part of the path',
    async (id, path) => {
      const server = await startServer(reply(200, rotated));
      const client = clientFor(server, { apiKeyId: id });
      await client.refresh('39560:x');
      await client.signOut();
      expect(server.requests.map((request) => request.path)).toEqual([
        path,
        path,
      ]);
    },
  );

  it('yields the tokens of every example of the description', async () => {
    const { examples } =
      description.paths['/api/v0/token/{api_key_id}'].post.responses['200']
        .content['application/json'];
    expect(Object.keys(examples)).toEqual(['rotated', 'notRotated']);
    for (const { value } of Object.values(examples)) {
      const server = await startServer(reply(200, value));
      const tokens = await clientFor(server).refresh('39560:x');
      expect(tokens).toStrictEqual(value);
    }
  });

  it.each([undefined, null, '', 5, {}, 'x'.repeat(513)])(
    'is not sent with the token %j',
    async (token) => {
      const server = await startServer(reply(200, rotated));
      const call = clientFor(server).refresh(token as string);
      expect(await rejection(call)).toMatchObject({
        code: 'invalid_input',
        outcome: 'not_sent',
        retryable: false,
        requestId: expect.stringMatching(/^local-/) as string,
      });
      expect(server.requests).toEqual([]);
    },
  );
});

describe('a 2xx that is not as described, but holds the next refresh token', () => {
  const without = (name: string) =>
    Object.fromEntries(
      Object.entries(rotated).filter(([field]) => field !== name),
    );

  it.each<[string, number, unknown]>([
    ['lacks the access token', 200, without('access_token')],
    ['has another token type', 200, { ...rotated, token_type: 'mac' }],
    [
      'has an access token that no header can hold',
      200,
      { ...rotated, access_token: 'a\r\nX-Admin: 1' },
    ],
    ['holds nothing else', 200, { refresh_token: NEXT }],
    ['has another status', 201, rotated],
  ])(
    '%s: the token can be recovered, and does not show',
    async (_, status, body) => {
      const server = await startServer(reply(status, body));
      const error = await rejection(clientFor(server).refresh('39560:x'));
      expect(error).toMatchObject({ outcome: 'unknown', retryable: false });
      expect(error.recoverRefreshToken()).toBe(NEXT);
      expect(inspected(error)).not.toContain('NNNN');
      expect(leaks(inspected(error))).toEqual([]);
      expect(inspected(structuredClone(error))).not.toContain('NNNN');
      expect(Object.keys(error)).not.toContain('recoverRefreshToken');
    },
  );

  it.each<[string, number, unknown]>([
    ['is empty', 201, { ...rotated, refresh_token: '' }],
    [
      'is no text',
      200,
      { ...rotated, access_token: '', refresh_token: [NEXT] },
    ],
    ['is missing', 200, {}],
    ['is in a list', 200, [rotated]],
    ['comes with a refusal', 400, rotated],
    ['comes with a redirect', 302, rotated],
    ['comes with a failure', 500, rotated],
  ])('recovers nothing where the token %s', async (_, status, body) => {
    const server = await startServer(reply(status, body));
    const error = await rejection(clientFor(server).refresh('39560:x'));
    expect(error.recoverRefreshToken()).toBeUndefined();
  });
});
