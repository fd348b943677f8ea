// The handlers without the wire: what each answers, and what it leaves in the services that they share.
import { beforeEach, describe, expect, it } from 'vitest';
import { CotterErrorBodySchema, OAuthTokensSchema } from '@org/cotter-types';
import type { EventToken, IdentityToken, OAuthTokens } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { createServices } from './services.ts';
import { TOKEN_PATH } from '../testing/documented.fixture.ts';
import type { ApiResponse } from '../api/response.ts';
import { mintEventToken } from '../tokens/mint-event-token.ts';
import {
  mintIdentityToken,
  type InputMint,
} from '../tokens/mint-identity-token.ts';
import { checkedOptions, type MockCotterOptions } from '../options/options.ts';
import { systemRandomness } from '../determinism/randomness.ts';
import { ApiError } from '../api/api-error.ts';
import { claimsOf } from './calls.fixture.ts';
import type { Call } from '../api/handler.ts';
import { createHandlers } from './handlers.ts';
import type { Services } from './services.ts';

const { Unauthorized } = description.components.responses;
const NOW = Date.UTC(2026, 0, 1);
const ID = 'mock-api-key-id';
const OTHER = 'another-api-key-id';
const BOTH = [
  { id: ID, secret: 'mock-secret' },
  { id: OTHER, secret: 'another-secret' },
];

let services: Services;
let handlers: ReturnType<typeof createHandlers>;
let mint: InputMint;
const lines: string[] = [];

function use(options: MockCotterOptions = {}): void {
  const checked = checkedOptions({
    apiKeys: BOTH,
    now: NOW,
    log: (line) => lines.push(line),
    ...options,
  });
  lines.length = 0;
  services = createServices(checked, systemRandomness, undefined);
  handlers = createHandlers(services);
  mint = {
    apiKeyId: ID,
    clock: services.clock,
    key: services.inputKey,
    random: systemRandomness,
  };
}

beforeEach(() => {
  use();
});

const KEYS = { api_key_id: ID, api_secret_key: 'mock-secret' };
const ID_ALONE = { api_key_id: ID };

async function call(
  operation: keyof typeof handlers,
  body: unknown,
  headers: Call['headers'] = ID_ALONE,
  path = `${TOKEN_PATH}/${ID}`,
): Promise<ApiResponse> {
  return handlers[operation]({ path, headers, body });
}

/** The status, message and type of a refusal. */
async function refused(
  run: () => Promise<ApiResponse>,
): Promise<{ status: number; msg: string }> {
  try {
    return { status: (await run()).status, msg: 'was not refused' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { status, body } = error;
    return { status, ...CotterErrorBodySchema.parse(body) };
  }
}

async function tokensOf(
  answer: ApiResponse | Promise<ApiResponse>,
): Promise<OAuthTokens> {
  return OAuthTokensSchema.parse((await answer).body);
}

function exchange(
  token: IdentityToken = mintIdentityToken(mint),
  headers: Call['headers'] = KEYS,
): Promise<ApiResponse> {
  const body = { grant_type: 'identity_token', identity_token: token };
  return call('exchangeToken', body, headers);
}

function exchangeEvent(
  token: EventToken = mintEventToken(mint),
): Promise<ApiResponse> {
  const body = { grant_type: 'event_token', event_token: token };
  return call('exchangeToken', body, KEYS);
}

function refresh(
  token?: string,
  headers: Call['headers'] = ID_ALONE,
): Promise<ApiResponse> {
  return call(
    'refreshToken',
    {
      grant_type: 'refresh_token',
      ...(token === undefined ? {} : { refresh_token: token }),
    },
    headers,
  );
}

function refreshOld(token: string, headers: Call['headers'] = ID_ALONE) {
  const body = { grant_type: 'refresh_token', refresh_token: token };
  return call('exchangeToken', body, headers);
}

function signOut(cookie?: string, path?: string): Promise<ApiResponse> {
  const headers = { ...ID_ALONE, ...(cookie === undefined ? {} : { cookie }) };
  return call('signOut', undefined, headers, path);
}

const notValid = (why: string) => ({
  status: 400,
  msg: `The refresh token is not valid: ${why}.`,
  type: 'invalid_grant',
});
const NONE = notValid('there is none in the body nor in the cookie');
const REUSED = notValid(
  'it was used before, so its session, with every token that came from it, is revoked now',
);
const REVOKED = notValid(
  'its session was revoked, because one of its refresh tokens was used twice',
);
const SIGNED_OUT = notValid('its user signed out');
const UNKNOWN = notValid(
  'this mock never issued it, or has forgotten its session',
);

describe('the exchange', () => {
  it('answers tokens that nobody may store, and keeps the refresh token in a cookie', async () => {
    const input = mintIdentityToken(mint);
    const answer = await exchange(input);
    const tokens = await tokensOf(answer);
    expect(answer).toEqual({
      status: 200,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'set-cookie': `cotter_refresh_token=${tokens.refresh_token}; HttpOnly; Path=/api/v0/token; Max-Age=2592000; SameSite=Lax`,
      },
      body: {
        access_token: tokens.access_token,
        auth_method: 'OTP',
        expires_in: 3600,
        id_token: tokens.id_token,
        refresh_token: tokens.refresh_token,
        token_type: 'Bearer',
      },
    });
    const { access_token: access, id_token: id } = tokens;
    const who = {
      aud: ID,
      sub: input.identifier_id,
      identifier: input.identifier,
    };
    expect(claimsOf(access)).toMatchObject({
      ...who,
      authentication_method: 'OTP',
    });
    expect(claimsOf(id)).toMatchObject({ ...who, auth_time: input.timestamp });
    expect(lines).toEqual([]);
  });

  it('takes an event token, which tells how but not where the user is reached', async () => {
    const input = mintEventToken(mint, { method: 'PIN' });
    const { auth_method, access_token, id_token } = await tokensOf(
      exchangeEvent(input),
    );
    expect(auth_method).toBe('PIN');
    expect(claimsOf(access_token)).toMatchObject({
      aud: ID,
      sub: input.client_user_id,
      authentication_method: 'PIN',
    });
    expect(claimsOf(access_token)).not.toHaveProperty('identifier');
    expect(claimsOf(id_token)['auth_time']).toBe(input.timestamp);
  });

  it('goes by the clock of the API key id that asks', async () => {
    const input = mintIdentityToken(mint);
    services.clock.of(ID).advance(60_000);
    const { access_token: token } = await tokensOf(exchange(input));
    expect(claimsOf(token)['iat']).toBe(NOW / 1000 + 60);
  });

  it('takes no token of another API key id, and no event that was not approved', async () => {
    const identity = mintIdentityToken(mint, { receiver: OTHER });
    expect(await refused(() => exchange(identity))).toEqual({
      status: 400,
      msg: 'identity_token.receiver must equal the header API_KEY_ID.',
      type: 'invalid_request',
    });
    const event = mintEventToken(mint, { issuer: OTHER });
    expect(await refused(() => exchangeEvent(event))).toEqual({
      status: 400,
      msg: 'event_token.issuer must equal the header API_KEY_ID.',
      type: 'invalid_request',
    });
    const denied = mintEventToken(mint, {}, 'not-approved');
    expect(await refused(() => exchangeEvent(denied))).toEqual({
      status: 400,
      msg: 'event_token.approved is false: the user did not approve.',
      type: 'invalid_grant',
    });
    expect(services.sessions.size).toBe(0);
  });

  it('without strict mode, accepts an example of the documentation with a warning, and nothing else that is wrong', async () => {
    use({ strict: false });
    const printed = {
      expire_at: '1',
      signature: '21P6mXSF2x357kZGkEMQTRTn3r...',
    };
    const WARNING =
      'identity_token is an example of the documentation: its signature and its time were not checked. Strict mode refuses it.';
    const example = (): IdentityToken => ({
      ...mintIdentityToken(mint),
      ...printed,
    });
    expect((await exchange(example())).headers['cotter-mock-warning']).toBe(
      WARNING,
    );
    expect(lines).toEqual([`Warning: exchangeToken: ${WARNING}`]);
    expect(
      await refused(() => exchange({ ...example(), identifier: 'x' })),
    ).toEqual({
      status: 400,
      msg: 'identity_token.identifier must be an email address if identity_token.identifier_type is EMAIL, and a phone number such as +12345678910 if it is PHONE.',
      type: 'invalid_grant',
    });
    const event = { ...mintEventToken(mint, {}, 'expired'), signature: 'x' };
    expect((await exchangeEvent(event)).headers).toHaveProperty(
      'cotter-mock-warning',
    );
    const changed = { ...mintIdentityToken(mint), expire_at: '1' };
    const late = mintEventToken(mint, {}, 'expired');
    expect(await refused(() => exchange(changed))).toEqual({
      status: 400,
      msg: "identity_token.signature is invalid: this mock's signing key did not make it for these fields. identity_token.expire_at is in the past.",
      type: 'invalid_grant',
    });
    expect(await refused(() => exchangeEvent(late))).toMatchObject({
      status: 400,
    });
    use({ strict: true });
    expect(await refused(() => exchange(example()))).toEqual({
      status: 400,
      msg: 'identity_token.signature is not the base64 of 64 bytes, as in the examples of the documentation; strict mode refuses these.',
      type: 'invalid_grant',
    });
    expect((await exchangeEvent()).status).toBe(200);
    expect((await exchange()).status).toBe(200);
  });
});

describe('the keys', () => {
  it('the exchange needs a secret key, for an unknown API key id any', async () => {
    use({ strict: false, apiKeys: undefined });
    for (const headers of [ID_ALONE, { ...ID_ALONE, api_secret_key: '' }])
      expect(await refused(() => exchange(undefined, headers))).toEqual({
        status: 401,
        ...Unauthorized.content['application/json'].examples.missingApiSecretKey
          .value,
      });
    const any = { api_key_id: 'any', api_secret_key: 'any' };
    const token = mintIdentityToken(mint, { receiver: 'any' });
    expect((await exchange(token, any)).status).toBe(200);
    const wrong = { ...ID_ALONE, api_secret_key: 'any' };
    expect((await refused(() => exchange(undefined, wrong))).status).toBe(401);
  });

  it.each([true, false])(
    'each pair is known, and no half of another accepted (strict: %s)',
    async (strict) => {
      use({ strict });
      const token = mintIdentityToken(mint, { receiver: OTHER });
      const other = { api_key_id: OTHER, api_secret_key: 'another-secret' };
      expect((await exchange(token, other)).status).toBe(200);
      expect(
        await refused(() =>
          exchange(token, { ...other, api_key_id: 'unknown' }),
        ),
      ).toEqual({
        status: 401,
        msg: "The header API_KEY_ID is not one of this mock's API key ids.",
        type: 'unauthorized',
      });
      for (const secret of ['mock-secret', 'unknown'])
        expect(
          await refused(() =>
            exchange(token, { ...other, api_secret_key: secret }),
          ),
        ).toEqual({
          status: 401,
          msg: 'The header API_SECRET_KEY is not the secret key of this API key id.',
          type: 'unauthorized',
        });
      expect(
        (await refused(() => refresh('17:x', { api_key_id: 'unknown' })))
          .status,
      ).toBe(401);
      expect((await refused(() => refresh('17:x', {}))).status).toBe(401);
      expect(await refused(() => refresh('17:x'))).toEqual(UNKNOWN);
    },
  );

  it('the API key id of the path is that of the header, spelt out or not', async () => {
    use({ strict: false, apiKeys: undefined });
    const at = (path: string): Promise<object> =>
      refused(() => call('signOut', undefined, { api_key_id: 'a/b' }, path));
    expect(await at(`${TOKEN_PATH}/a%2Fb`)).toMatchObject({ status: 200 });
    for (const path of [`${TOKEN_PATH}/x`, `${TOKEN_PATH}/a`])
      expect(await at(path)).toEqual({
        status: 400,
        msg: 'The API key id in the path must equal the header API_KEY_ID.',
        type: 'invalid_request',
      });
  });
});

describe('the refresh', () => {
  it('uses the token up, and answers about the same user', async () => {
    const first = await tokensOf(exchange());
    services.clock.advance(60_000);
    const answer = await refresh(first.refresh_token);
    const second = await tokensOf(answer);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['set-cookie']).toContain(
      `cotter_refresh_token=${second.refresh_token}; HttpOnly`,
    );
    expect(claimsOf(second.access_token)).toMatchObject({
      sub: claimsOf(first.access_token)['sub'],
      iat: NOW / 1000 + 60,
    });
    expect(await refused(() => refresh(first.refresh_token))).toEqual(REUSED);
    expect(await refused(() => refresh(second.refresh_token))).toEqual(REVOKED);
  });

  it('in the older form does the same', async () => {
    const first = await tokensOf(exchange());
    const answer = await refreshOld(first.refresh_token);
    const second = await tokensOf(answer);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['set-cookie']).toContain(
      `cotter_refresh_token=${second.refresh_token}; HttpOnly`,
    );
    expect(second.auth_method).toBe('OTP');
    expect(await refused(() => refreshOld(first.refresh_token))).toEqual(
      REUSED,
    );
  });

  it.each(['refreshToken', 'exchangeToken'] as const)(
    'by %s keeps to its API key id and its lifetime',
    async (operation) => {
      const { refresh_token: token } = await tokensOf(exchange());
      const ask = (id: string): Promise<object> =>
        refused(() =>
          call(
            operation,
            { grant_type: 'refresh_token', refresh_token: token },
            { api_key_id: id },
            `${TOKEN_PATH}/${id}`,
          ),
        );
      expect(await ask(OTHER)).toEqual(
        notValid('it belongs to another API key id'),
      );
      services.clock.advance(30 * 86_400_000);
      expect(await ask(ID)).toEqual(notValid('it has expired'));
    },
  );

  it('takes the token of the cookie where the body has none', async () => {
    const { refresh_token: token } = await tokensOf(exchange());
    const cookie = `a=b; cotter_refresh_token = ${token} ;c`;
    const headers = { ...ID_ALONE, cookie };
    expect(await refused(() => refresh('17:x', headers))).toEqual(UNKNOWN);
    expect((await refresh(undefined, headers)).status).toBe(200);
    for (const other of ['', 'a=b', 'cotter_refresh_token=', 'a'])
      expect(
        await refused(() => refresh(undefined, { ...ID_ALONE, cookie: other })),
      ).toEqual(NONE);
    expect(await refused(() => refresh())).toEqual(NONE);
    // What follows the first sign of equality is the value, other such signs included.
    const next = (await tokensOf(exchange())).refresh_token;
    const odd = `cotter_refresh_token=${next.slice(0, 9)}=${next.slice(9)}`;
    expect(
      await refused(() => refresh(undefined, { ...ID_ALONE, cookie: odd })),
    ).toEqual(UNKNOWN);
  });

  it('without rotation names no new token, and sets no cookie', async () => {
    use({ rotation: 'none' });
    const { refresh_token: token } = await tokensOf(exchange());
    const answer = await refresh(token);
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).not.toHaveProperty('refresh_token');
    expect((await tokensOf(refreshOld(token))).refresh_token).toBe(token);
  });
});

describe('signing out', () => {
  it('revokes the token of the cookie, and has the browser forget it', async () => {
    const { refresh_token: token } = await tokensOf(exchange());
    expect(await signOut(`cotter_refresh_token=${token}`)).toEqual({
      status: 200,
      headers: {
        'content-type': 'application/json',
        'set-cookie':
          'cotter_refresh_token=; HttpOnly; Path=/api/v0/token; Max-Age=0; SameSite=Lax',
      },
      body: { success: true },
    });
    expect(await refused(() => refresh(token))).toEqual(SIGNED_OUT);
  });

  it('without a cookie succeeds, and revokes nothing', async () => {
    const { refresh_token: token } = await tokensOf(exchange());
    expect((await signOut()).status).toBe(200);
    expect((await refresh(token)).status).toBe(200);
  });
});

describe('the rest', () => {
  it('answers the published keys', async () => {
    expect(await call('getJwks', undefined, {})).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: services.keys.jwks(),
    });
  });

  it('tells whether an access token is valid', async () => {
    const { access_token: token, id_token: other } = await tokensOf(exchange());
    const verified = async (text: string): Promise<unknown> =>
      (await call('verifyToken', { oauth_token: { access_token: text } }, {}))
        .body;
    expect(await verified(token)).toEqual({ success: true });
    expect(await verified(other)).toEqual({
      success: false,
      reason: 'Error: Invalid JWT token',
    });
  });
});

describe('custom claims', () => {
  async function add(
    token: string,
    custom_attributes: object,
    more: object = {},
    headers: Call['headers'] = KEYS,
  ): Promise<{ token: string; refresh_token: string }> {
    const body = { token, custom_attributes, ...more };
    const answer = await call('addCustomClaims', body, headers);
    expect(answer.headers['cache-control']).toBe('no-store');
    return answer.body as { token: string; refresh_token: string };
  }
  const wrong = (...given: Parameters<typeof add>) =>
    refused(async () => {
      await add(...given);
      return { status: 200, headers: {}, body: {} };
    });
  const LIMIT = 8192;
  /** A text with which the claim `a` takes so many bytes as JSON. */
  const large = (bytes: number): string =>
    'x'.repeat(bytes - '{"a":""}'.length);

  it('are added to only one token, or to all later ones', async () => {
    const tokens = await tokensOf(exchange());
    const once = await add(tokens.access_token, { plan: 'pro' });
    expect(once).not.toHaveProperty('refresh_token');
    expect(claimsOf(once.token)).toMatchObject({
      plan: 'pro',
      sub: claimsOf(tokens.access_token)['sub'],
    });
    const { refresh_token: token } = tokens;
    const kept = await add(once.token, { seats: 3 }, { refresh_token: token });
    expect(claimsOf(kept.token)).toMatchObject({ plan: 'pro', seats: 3 });
    const next = await tokensOf(refresh(kept.refresh_token));
    expect(claimsOf(next.access_token)).toMatchObject({ seats: 3 });
    expect(claimsOf(next.access_token)).not.toHaveProperty('plan');
    const again = await add(
      next.access_token,
      { more: 1 },
      { refresh_token: next.refresh_token },
    );
    const last = await tokensOf(refreshOld(again.refresh_token));
    expect(claimsOf(last.access_token)).toMatchObject({ seats: 3, more: 1 });
  });

  it('are refused for a token of another kind, user or API key id', async () => {
    const tokens = await tokensOf(exchange());
    const { access_token: token } = tokens;
    const NOT_OURS = {
      status: 400,
      msg: 'token is not an access token for this API key id, or it has expired.',
      type: 'invalid_request',
    };
    expect(await wrong(tokens.id_token, {})).toEqual(NOT_OURS);
    const others = { api_key_id: OTHER, api_secret_key: 'another-secret' };
    expect(await wrong(token, {}, {}, others)).toEqual(NOT_OURS);
    expect(await wrong(token, {}, {}, ID_ALONE)).toMatchObject({ status: 401 });
    const { refresh_token: other } = await tokensOf(exchange());
    expect(await wrong(token, {}, { refresh_token: other })).toEqual(
      notValid('it belongs to another user than token'),
    );
    expect(await wrong(token, {}, { refresh_token: '17:x' })).toEqual(UNKNOWN);
    expect(await wrong(token, { sub: 'x', plan: 'pro', nbf: 0 })).toEqual({
      status: 400,
      msg: 'custom_attributes may not hold names that tokens have already: sub, nbf.',
      type: 'invalid_request',
    });
  });

  it('may take 8192 bytes in all, those of the token and of the session', async () => {
    const tokens = await tokensOf(exchange());
    const { access_token: token } = tokens;
    const TOO_LARGE = {
      status: 400,
      msg: 'custom_attributes, with those that were added before, are larger than 8192 bytes.',
      type: 'invalid_request',
    };
    expect(await wrong(token, { a: large(LIMIT + 1) })).toEqual(TOO_LARGE);
    const full = await add(
      token,
      { a: large(LIMIT) },
      { refresh_token: tokens.refresh_token },
    );
    expect(await wrong(full.token, { b: 1 })).toEqual(TOO_LARGE);
    expect(
      await wrong(token, { b: 1 }, { refresh_token: full.refresh_token }),
    ).toEqual(TOO_LARGE);
    // The claims that every token has do not count, and a refused refresh token is not used up.
    expect((await add(full.token, { a: large(LIMIT) })).token).not.toBe('');
    expect((await refresh(full.refresh_token)).status).toBe(200);
  });
});
