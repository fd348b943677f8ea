import { describe, expect, it } from 'vitest';
import { createSession } from '../session/session.ts';
import { reply, startServer } from '../testing/scripted-server.fixture.ts';
import {
  clientFor,
  eventToken,
  oauthTokens,
} from '../testing/tokens.fixture.ts';

const claims = (payload: object): string =>
  `eyJhbGciOiJFUzI1NiJ9.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.sig`;
/** It ends after two hours, and its text has both characters that base64url has of its own. */
const jwt = claims({
  iat: 1_700_000_000,
  exp: 1_700_007_200,
  authentication_method: 'OTP of the token',
  name: '\u{1f36a}~~??>>',
});

/** A field of a response; undefined leaves it out. */
type Odd = readonly [field: string, value: unknown, read: unknown];

const ODD: readonly Odd[] = [
  ['token_type', 'bearer', 'Bearer'],
  ['token_type', 'BEARER', 'Bearer'],
  ['token_type', null, 'Bearer'],
  ['token_type', undefined, 'Bearer'],
  ['expires_in', '3600', 3600],
  ['expires_in', '3600.9', 3600],
  ['expires_in', 0.5, 0],
  ['expires_in', 1e300, 2_147_483_647],
  ['expires_in', 0, 0],
  ['expires_in', '3600.123', 3600],
  ['expires_in', -1, 7200],
  ['expires_in', '-1', 7200],
  ['expires_in', 'soon', 7200],
  ['expires_in', '1 h', 7200],
  ['expires_in', '0x10', 7200],
  ['expires_in', '', 7200],
  ['expires_in', true, 7200],
  ['expires_in', null, 7200],
  ['expires_in', undefined, 7200],
  ['id_token', null, ''],
  ['id_token', undefined, ''],
  ['id_token', 5, ''],
  ['auth_method', '', 'OTP of the token'],
  ['auth_method', null, 'OTP of the token'],
  ['auth_method', undefined, 'OTP of the token'],
];

describe.each(['exchange', 'refresh'] as const)(
  'an odd but usable response to %s',
  (call) => {
    const send = async (body: object): Promise<object> => {
      const server = await startServer(reply(200, body));
      const client = clientFor(server);
      return call === 'exchange'
        ? client.exchangeEventToken(eventToken)
        : client.refresh('39560:used');
    };

    it.each(ODD)('with %s = %j has %j', async (field, value, read) => {
      const body = { ...oauthTokens, access_token: jwt, [field]: value };
      expect(await send(body)).toEqual({ ...body, [field]: read });
    });

    it.each(['mac', '', 5])(
      'with the token type %j is refused, as nobody could use it',
      async (token_type) => {
        await expect(send({ ...oauthTokens, token_type })).rejects.toThrow(
          expect.objectContaining({ code: 'invalid_response' }) as Error,
        );
      },
    );

    it('with an access token that is no text is refused', async () => {
      const { expires_in: _, ...rest } = oauthTokens;
      await expect(send({ ...rest, access_token: 5 })).rejects.toThrow(
        expect.objectContaining({ code: 'invalid_response' }) as Error,
      );
    });

    it.each([
      'eyJ.x.y',
      'opaque',
      claims({ exp: 5 }),
      claims({ iat: -5 }),
      claims({ exp: 9, iat: '5' }),
      claims([]),
    ])(
      'without a lifetime anywhere (%s) ends at once',
      async (access_token) => {
        const { expires_in: _, ...rest } = oauthTokens;
        const tokens = await send({ ...rest, access_token });
        expect(tokens).toMatchObject({ access_token, expires_in: 0 });
      },
    );
  },
);

it.each([null, '', undefined, 5])(
  'the refresh token %j of an exchange is none: the session ends with its access token',
  async (refresh_token) => {
    const server = await startServer(
      reply(200, { ...oauthTokens, refresh_token }),
    );
    const client = clientFor(server);
    const tokens = await client.exchangeEventToken(eventToken);
    expect(tokens).toEqual({ ...oauthTokens, refresh_token: '' });
    let now = 0;
    const session = createSession({ client, tokens, now: () => now });
    expect(await session.getAccessToken()).toBe(tokens.access_token);
    const others = createSession({
      client,
      tokens: { ...tokens, access_token: 'of.another.user' },
    });
    expect(await others.getAccessToken()).toBe('of.another.user');
    now = tokens.expires_in * 1000;
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'signed_out',
      action: 'sign_in',
    });
    expect(server.requests).toHaveLength(1);
  },
);

it.each([null, '', 5])(
  'the refresh token %j of custom claims leaves the one that was used in use',
  async (refresh_token) => {
    const server = await startServer(
      reply(200, { token: 'a.b.c', refresh_token }),
    );
    const claims = {
      token: 'a.b.c',
      customAttributes: {},
      refreshToken: '1:x',
    };
    expect(await clientFor(server).addCustomClaims(claims)).toEqual({
      token: 'a.b.c',
    });
  },
);

it.each([null, '', undefined, 5])(
  'the refresh token %j of a refresh leaves the one that was used in use',
  async (refresh_token) => {
    const server = await startServer(
      reply(200, { ...oauthTokens, refresh_token }),
    );
    const tokens = await clientFor(server).refresh('39560:used');
    expect(tokens).not.toHaveProperty('refresh_token');
    expect(tokens.access_token).toBe(oauthTokens.access_token);
  },
);
