import { description } from '@org/cotter-types/description';
import { TokenRequestSchema } from '@org/cotter-types';
import { describe, expect, it } from 'vitest';
import { rejection } from '../testing/rejection.fixture.ts';
import { reply, startServer } from '../testing/scripted-server.fixture.ts';
import {
  API_KEY_ID,
  CANARIES,
  clientFor,
  eventToken,
  identityToken,
  oauthTokens,
  operation,
} from '../testing/tokens.fixture.ts';

describe('the request', () => {
  const { ApiKeyId, ApiSecretKey } = description.components.securitySchemes;

  it.each([
    [
      'identity',
      { grant_type: 'identity_token', identity_token: identityToken },
    ],
    ['event', { grant_type: 'event_token', event_token: eventToken }],
  ] as const)('of an %s token is the described one', async (_, body) => {
    const server = await startServer(reply(200, oauthTokens));
    const client = clientFor(server);
    await (body.grant_type === 'identity_token'
      ? client.exchangeIdentityToken(body.identity_token)
      : client.exchangeEventToken(body.event_token));

    expect(server.requests).toHaveLength(1);
    const [request] = server.requests;
    expect(request?.method).toBe('POST');
    expect(Object.keys(description.paths)).toContain(request?.path);
    expect(request?.path).toBe('/api/v0/token');
    const sent = JSON.parse(request?.body ?? '') as unknown;
    expect(sent).toEqual(body);
    expect(TokenRequestSchema.safeParse(sent).success).toBe(true);
    // Every header, with its name as written on the wire; none is there twice.
    const headers = request?.headers.filter(([name]) => name !== 'User-Agent');
    expect(headers?.toSorted()).toEqual(
      [
        ['Accept', 'application/json'],
        ['Accept-Encoding', 'identity'],
        [ApiKeyId.name, API_KEY_ID],
        [ApiSecretKey.name, CANARIES.apiSecretKey],
        ['Connection', 'keep-alive'],
        ['Content-Length', String(Buffer.byteLength(request?.body ?? ''))],
        ...Object.keys(operation.requestBody.content).map((type) => [
          'Content-Type',
          type,
        ]),
        ['Host', new URL(server.origin).host],
      ].toSorted(),
    );
  });

  it('keeps text as it is, whatever its characters', async () => {
    const server = await startServer(reply(200, oauthTokens));
    const token = {
      ...eventToken,
      location: 'Zürich 😀 \u0000 \u2028 "\\ \ud800',
    };
    await clientFor(server).exchangeEventToken(token);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({
      event_token: token,
    });
  });

  it('is not sent when the token is not valid', async () => {
    const server = await startServer(reply(200, oauthTokens));
    const client = clientFor(server);
    const errors = [
      await rejection(
        client.exchangeIdentityToken({ ...identityToken, expire_at: 'soon' }),
      ),
      await rejection(client.exchangeEventToken({ ...eventToken, ID: -1 })),
    ];
    expect(errors).toMatchObject([
      { code: 'invalid_input', problems: [{ path: 'expire_at' }] },
      { code: 'invalid_input', problems: [{ path: 'ID' }] },
    ]);
    expect(server.requests).toEqual([]);
  });
});
