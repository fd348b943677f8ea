// Every failure that the mock can simulate, with the SDK over a real socket: which error it becomes, what
// became of the refresh token, whether anything was sent twice, and that no secret is in what the application sees.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CotterClient, isCotterError } from '@org/cotter-sdk';
import { createSession, memoryTokenStore } from '@org/cotter-sdk/session';
import type { OAuthTokens } from '@org/cotter-types';
import {
  startMockCotter,
  type FaultRule,
  type MockCotter,
} from '@org/mock-cotter';
import { expectNoSecret } from '@org/contract-tests/internal/traffic/no-secret';
import {
  answerBytes,
  startScriptedServer,
} from '@org/contract-tests/internal/traffic/scripted-server';

const apiKey = { id: 'faulty', secret: 'canary-api-secret-key' };

let mock: MockCotter;
let client: CotterClient;
/** Gives up soon, for faults that are over only then. */
let hasty: CotterClient;
let tokens: OAuthTokens;

beforeAll(async () => {
  mock = await startMockCotter({ strict: true, apiKeys: [apiKey] });
  const options = {
    apiKeyId: apiKey.id,
    apiSecretKey: apiKey.secret,
    baseUrl: mock.url,
  };
  client = new CotterClient(options);
  hasty = new CotterClient({ ...options, timeoutMs: 1000 });
});

afterAll(async () => {
  await mock.close();
});

beforeEach(async () => {
  mock.reset();
  tokens = await client.exchangeIdentityToken(mock.mintIdentityToken());
});

interface Expected {
  readonly code: string;
  readonly outcome: 'not_sent' | 'rejected' | 'unknown';
  readonly retryable: boolean;
}

const refused = { outcome: 'rejected', retryable: false } as const;
const lost = { outcome: 'unknown', retryable: false } as const;

const cases: readonly (readonly [FaultRule, Expected])[] = [
  [
    { kind: 'status', status: 400 },
    { code: 'bad_request', ...refused },
  ],
  [
    { kind: 'status', status: 401 },
    { code: 'unauthorized', ...refused },
  ],
  [
    { kind: 'status', status: 418 },
    { code: 'unexpected_status', ...refused },
  ],
  [
    { kind: 'status', status: 500 },
    { code: 'server_error', ...lost },
  ],
  [{ kind: 'html' }, { code: 'server_error', ...lost }],
  [
    { kind: 'html', status: 200 },
    { code: 'invalid_response', ...lost },
  ],
  [{ kind: 'redirect' }, { code: 'unexpected_status', ...lost }],
  [{ kind: 'reset' }, { code: 'network_error', ...lost }],
  [{ kind: 'empty-reply' }, { code: 'network_error', ...lost }],
  [{ kind: 'lost-reply' }, { code: 'network_error', ...lost }],
  [{ kind: 'truncated' }, { code: 'network_error', ...lost }],
  [{ kind: 'malformed-json' }, { code: 'invalid_response', ...lost }],
  [
    { kind: 'delay', delayMs: 60_000 },
    { code: 'timeout', ...lost },
  ],
  [
    { kind: 'slow-drip', intervalMs: 100 },
    { code: 'timeout', ...lost },
  ],
];

/** After these, the mock has replaced the refresh token. */
const replacing = [
  'lost-reply',
  'truncated',
  'malformed-json',
  'delay',
  'slow-drip',
];

function secrets(): string[] {
  return [
    apiKey.secret,
    tokens.access_token,
    tokens.id_token,
    tokens.refresh_token,
  ];
}

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('The call succeeded.');
}

describe('a refresh that meets', () => {
  it.each(cases)('%j', async (fault, expected) => {
    mock.faults.add({ ...fault, times: Infinity });
    const calling = expected.code === 'timeout' ? hasty : client;
    const error = await failureOf(calling.refresh(tokens.refresh_token));
    expect(isCotterError(error)).toBe(true);
    expect(error).toMatchObject(expected);
    expect(mock.requests.list({ operation: 'refreshToken' })).toHaveLength(1);
    expectNoSecret(error, secrets());
  });
});

it('a session whose refresh token is refused for good is signed out', async () => {
  let lateMs = 0;
  const session = createSession({
    client,
    tokens,
    now: () => Date.now() + lateMs,
  });
  expect(await session.getAccessToken()).toBe(tokens.access_token);
  lateMs = tokens.expires_in * 1000;
  mock.faults.add({
    kind: 'status',
    status: 400,
    example: 'refreshTokenNotValid',
  });
  const error = await failureOf(session.getAccessToken());
  expect(error).toMatchObject({ code: 'signed_out', reason: 'rejected' });
  expectNoSecret(error, secrets());
});

it('a right answer of the wrong content type is read, so that no rotated token is lost', async () => {
  mock.faults.add({ kind: 'wrong-content-type' });
  const next = await client.refresh(tokens.refresh_token);
  expect(next.refresh_token).not.toBe(tokens.refresh_token);
  expect(await client.refresh(next.refresh_token ?? '')).toHaveProperty(
    'access_token',
  );
});

it('a session keeps the next refresh token of an answer that is otherwise of no use', async () => {
  await using server = await startScriptedServer();
  const next = `${tokens.refresh_token}-next`;
  server.answer = () => {
    const useless = { ...tokens, access_token: '', refresh_token: next };
    return answerBytes(200, JSON.stringify(useless));
  };
  let lateMs = 0;
  const store = memoryTokenStore();
  const session = createSession({
    client: new CotterClient({ apiKeyId: apiKey.id, baseUrl: server.url }),
    store,
    tokens,
    now: () => Date.now() + lateMs,
  });
  expect(await session.getAccessToken()).toBe(tokens.access_token);
  lateMs = tokens.expires_in * 1000;
  const error = await failureOf(session.getAccessToken());
  expectNoSecret(error, [...secrets(), next]);
  expect(server.requests).toHaveLength(1);
  const { record } = await store.load();
  expect(record?.tokens.refresh_token).toBe(next);
});

describe('a session whose refresh meets', () => {
  it.each(cases)('%j', async (fault, { code, outcome }) => {
    let lateMs = 0;
    const events: unknown[] = [];
    const store = memoryTokenStore();
    const session = createSession({
      client,
      store,
      tokens,
      now: () => Date.now() + lateMs,
      ...(code === 'timeout' && { refreshTimeoutMs: 1000 }),
      onEvent: (event) => events.push(event),
    });
    expect(await session.getAccessToken()).toBe(tokens.access_token);
    lateMs = tokens.expires_in * 1000;
    mock.faults.add({ ...fault, times: Infinity });
    const error = await failureOf(session.getAccessToken());
    expect(isCotterError(error)).toBe(true);
    expectNoSecret(error, secrets());
    expectNoSecret(events, secrets());
    expectNoSecret(session, secrets());
    expect(mock.requests.list({ operation: 'refreshToken' })).toHaveLength(1);
    const { record } = await store.load();
    expect(record?.tokens.refresh_token).toBe(tokens.refresh_token);
    mock.faults.clear();
    const expected =
      outcome === 'rejected' ? 'refresh_refused' : 'refresh_unknown';
    expect(error).toMatchObject({ code: expected });
    // The pause after a refusal.
    lateMs += 1000;
    const next = session.getAccessToken();
    if (replacing.includes(fault.kind)) {
      const error = await failureOf(next);
      expect(error).toMatchObject({ code: 'signed_out', action: 'sign_in' });
      expectNoSecret(error, secrets());
    } else expect(await next).not.toBe(tokens.access_token);
    const sent = mock.requests.list({ operation: 'refreshToken' });
    expect(sent).toHaveLength(2);
  });
});
