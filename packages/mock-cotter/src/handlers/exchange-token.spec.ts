import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TOKEN_PATH, keys, requests } from '../testing/documented.fixture.ts';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';
import {
  claimsOf,
  exchange,
  refusalOf,
  send,
  sendSecret,
  tokensOf,
} from './calls.fixture.ts';

const NOW = Date.UTC(2026, 0, 1);
const WARNING = 'cotter-mock-warning';
const lines: string[] = [];

let mock: MockCotter;
let strict: MockCotter;

beforeAll(async () => {
  const log = (line: string): void => {
    lines.push(line);
  };
  mock = await startMockCotter({ log, now: NOW, strict: false });
  strict = await startMockCotter({ log, now: NOW, strict: true });
});

afterAll(async () => {
  await mock.close();
  await strict.close();
});

beforeEach(() => {
  lines.length = 0;
  mock.reset();
});

function exchangeEvent(
  of: MockCotter,
  eventToken = of.mintEventToken(),
): Promise<Response> {
  return sendSecret(of, TOKEN_PATH, {
    grant_type: 'event_token',
    event_token: eventToken,
  });
}

describe('an exchange', () => {
  it('of an identity token yields live tokens about its user', async () => {
    const input = mock.mintIdentityToken();
    const response = await exchange(mock, input);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('date')).toBe(new Date(NOW).toUTCString());
    expect(response.headers.get(WARNING)).toBeNull();
    const tokens = await tokensOf(response);
    expect(tokens).toMatchObject({
      auth_method: 'OTP',
      expires_in: 3600,
      token_type: 'Bearer',
    });
    expect(tokens.refresh_token).toMatch(/^\d+:[A-Za-z0-9]{50}$/);
    expect(response.headers.get('set-cookie')).toBe(
      `cotter_refresh_token=${tokens.refresh_token}; HttpOnly; Path=/api/v0/token; Max-Age=2592000; SameSite=Lax`,
    );
    expect(claimsOf(tokens.access_token)).toMatchObject({
      iss: 'https://www.cotter.app',
      aud: mock.apiKey.id,
      sub: input.identifier_id,
      identifier: input.identifier,
      authentication_method: 'OTP',
      iat: NOW / 1000,
    });
    expect(claimsOf(tokens.id_token)).toMatchObject({
      sub: input.identifier_id,
      auth_time: input.timestamp,
    });
    expect(lines).toEqual([]);
  });

  it('of an event token yields live tokens with its method', async () => {
    const input = mock.mintEventToken({ method: 'PIN' });
    const tokens = await tokensOf(exchangeEvent(mock, input));
    expect(tokens.auth_method).toBe('PIN');
    const claims = claimsOf(tokens.access_token);
    expect(claims).toMatchObject({
      sub: input.client_user_id,
      authentication_method: 'PIN',
    });
    expect(claims).not.toHaveProperty('identifier');
  });

  it('signs with the first key of the JWKS', async () => {
    const { access_token: token } = await tokensOf(exchange(mock));
    const [head = '', payload = '', signature = ''] = token.split('.');
    const [jwk] = mock.keys.jwks().keys;
    expect(
      verify(
        'sha256',
        Buffer.from(`${head}.${payload}`),
        {
          key: createPublicKey({ key: { ...jwk }, format: 'jwk' }),
          dsaEncoding: 'ieee-p1363',
        },
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true);
  });

  it.each([
    ['identityToken', 'identity_token.receiver'],
    ['eventToken', 'event_token.issuer'],
  ] as const)(
    'of an %s for another API key id is refused in both modes',
    async (name, field) => {
      for (const of of [mock, strict]) {
        expect(
          await refusalOf(sendSecret(of, TOKEN_PATH, requests[name])),
        ).toEqual({
          status: 400,
          msg: `${field} must equal the header API_KEY_ID.`,
          type: 'invalid_request',
        });
      }
    },
  );

  it('of an event that was not approved is refused in both modes', async () => {
    for (const of of [mock, strict]) {
      const input = of.mintEventToken({}, 'not-approved');
      expect(await refusalOf(exchangeEvent(of, input))).toEqual({
        status: 400,
        msg: 'event_token.approved is false: the user did not approve.',
        type: 'invalid_grant',
      });
    }
  });

  it('needs the secret key', async () => {
    const body = {
      grant_type: 'identity_token',
      identity_token: mock.mintIdentityToken(),
    };
    const { status, msg } = await refusalOf(send(mock, TOKEN_PATH, body));
    expect(status).toBe(401);
    expect(msg).toContain('API_SECRET_KEY');
  });
});

describe('the default mode', () => {
  it.each(['identityToken', 'eventToken'] as const)(
    'takes the documented %s as printed, with a warning',
    async (name) => {
      const response = await sendSecret(mock, TOKEN_PATH, requests[name], {
        headers: { ...keys },
      });
      const warning = response.headers.get(WARNING) ?? '';
      expect(warning).toMatch(
        /^(identity|event)_token is an example of the documentation: its signature and its time were not checked\. Strict mode refuses it\.$/,
      );
      expect(lines).toEqual([`Warning: exchangeToken: ${warning}`]);
      const tokens = await tokensOf(response);
      expect(claimsOf(tokens.access_token)['aud']).toBe(keys.API_KEY_ID);
      for (const secret of [keys.API_SECRET_KEY, '21P6mXSF', 'CLQUgAUEu'])
        expect(lines.join()).not.toContain(secret);
    },
  );

  it('logs a warning once until a reset, and sends it each time', async () => {
    const exchanged = async (): Promise<string | null> => {
      const response = await sendSecret(
        mock,
        TOKEN_PATH,
        requests.identityToken,
        { headers: { ...keys } },
      );
      return response.headers.get(WARNING);
    };
    const first = await exchanged();
    expect(await exchanged()).toBe(first);
    expect(lines).toHaveLength(1);
    mock.reset(keys.API_KEY_ID);
    await exchanged();
    expect(lines).toHaveLength(1);
    mock.reset();
    await exchanged();
    expect(lines).toHaveLength(2);
  });

  it('takes the keys of any API key id that is not its own', async () => {
    const body = {
      grant_type: 'identity_token',
      identity_token: mock.mintIdentityToken({ receiver: 'any' }),
    };
    const any = { id: 'any', headers: { API_SECRET_KEY: 'any' } };
    const response = await sendSecret(mock, TOKEN_PATH, body, any);
    expect(response.status).toBe(200);
    await using configured = await startMockCotter({
      strict: false,
      apiKeys: [{ id: 'known', secret: 'known-secret' }],
    });
    expect((await sendSecret(configured, TOKEN_PATH, body, any)).status).toBe(
      401,
    );
  });
});

describe.each(['default', 'strict'])('in %s mode, the mock', (name) => {
  let of: MockCotter;

  beforeAll(() => {
    of = name === 'strict' ? strict : mock;
  });

  it('takes what the mock minted, without a warning', async () => {
    for (const response of [await exchange(of), await exchangeEvent(of)]) {
      expect(response.status).toBe(200);
      expect(response.headers.get(WARNING)).toBeNull();
    }
    expect(lines).toEqual([]);
  });

  it.each([
    ['expired', 'identity_token.expire_at is in the past.'],
    ['future', 'identity_token.timestamp is in the future.'],
    [
      'tampered',
      "identity_token.signature is invalid: this mock's signing key did not make it for these fields.",
    ],
    [
      'wrong-key',
      "identity_token.signature is invalid: this mock's signing key did not make it for these fields.",
    ],
  ] as const)('refuses an identity token that is %s', async (defect, msg) => {
    const input = of.mintIdentityToken({}, defect);
    expect(await refusalOf(exchange(of, input))).toEqual({
      status: 400,
      msg,
      type: 'invalid_grant',
    });
  });

  it.each([
    ['expired', 'event_token.timestamp is more than 300 seconds in the past.'],
    ['future', 'event_token.timestamp is more than 300 seconds in the future.'],
    [
      'tampered',
      "event_token.signature is invalid: this mock's signing key did not make it for these fields.",
    ],
    [
      'wrong-key',
      "event_token.signature is invalid: this mock's signing key did not make it for these fields.",
    ],
  ] as const)('refuses an event token that is %s', async (defect, msg) => {
    const input = of.mintEventToken({}, defect);
    expect(await refusalOf(exchangeEvent(of, input))).toEqual({
      status: 400,
      msg,
      type: 'invalid_grant',
    });
  });

  it('refuses a wrong secret key of its API key id', async () => {
    const body = {
      grant_type: 'identity_token',
      identity_token: of.mintIdentityToken(),
    };
    const wrong = { headers: { API_SECRET_KEY: 'canary' } };
    const refusal = await refusalOf(sendSecret(of, TOKEN_PATH, body, wrong));
    expect(refusal).toEqual({
      status: 401,
      msg: 'The header API_SECRET_KEY is not the secret key of this API key id.',
      type: 'unauthorized',
    });
  });
});

describe('strict mode', () => {
  it('knows its API keys', async () => {
    const body = {
      grant_type: 'identity_token',
      identity_token: strict.mintIdentityToken({ receiver: 'unknown' }),
    };
    expect(
      await refusalOf(sendSecret(strict, TOKEN_PATH, body, { id: 'unknown' })),
    ).toEqual({
      status: 401,
      msg: "The header API_KEY_ID is not one of this mock's API key ids.",
      type: 'unauthorized',
    });
  });

  it.each(['identityToken', 'eventToken'] as const)(
    'refuses the documented %s',
    async (example) => {
      await using configured = await startMockCotter({
        apiKeys: [{ id: keys.API_KEY_ID, secret: keys.API_SECRET_KEY }],
      });
      const refusal = await refusalOf(
        sendSecret(configured, TOKEN_PATH, requests[example], {
          headers: { ...keys },
        }),
      );
      expect(refusal).toMatchObject({ status: 400, type: 'invalid_grant' });
      expect(refusal.msg).toMatch(
        /^(identity|event)_token\.signature is not the base64 of 64 bytes/,
      );
    },
  );
});
