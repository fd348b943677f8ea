import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClocks } from '../determinism/clocks.ts';
import { CANARY, TOKEN_PATH } from '../testing/documented.fixture.ts';
import {
  exchange,
  refresh,
  send,
  sendSecret,
  tokensOf,
} from '../handlers/calls.fixture.ts';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';
import { createRedactor } from './redact-request.ts';
import { createRequestLog } from './request-log.ts';

let mock: MockCotter;

beforeAll(async () => {
  mock = await startMockCotter({ maxRequests: 5, strict: false });
});

afterAll(async () => {
  await mock.close();
});

beforeEach(() => {
  mock.reset();
});

const PASSED = ['operation', 'keys', 'body', 'request'].map((check) => ({
  check,
  passed: true,
}));

describe('the requests that were made', () => {
  it('are remembered, with what was looked at and what was answered', async () => {
    mock.clock.set(1_700_000_000_000);
    await exchange(mock);
    const [record] = mock.requests.list();
    expect(record).toMatchObject({
      receivedAt: '2023-11-14T22:13:20.000Z',
      method: 'POST',
      operation: 'exchangeToken',
      path: TOKEN_PATH,
      apiKeyId: mock.apiKey.id,
      body: {
        grant_type: 'identity_token',
        identity_token: { receiver: mock.apiKey.id, signature: '[redacted]' },
      },
      decisions: PASSED,
      answer: { status: 200, body: { token_type: 'Bearer' } },
    });
  });

  it.each<[string, () => Promise<unknown>, object]>([
    [
      'an unknown path',
      () => send(mock, `/${CANARY}`, {}),
      { check: 'operation', why: expect.any(String) as unknown },
    ],
    [
      'a missing key',
      () => send(mock, TOKEN_PATH, undefined, { id: '' }),
      { check: 'keys', why: expect.stringContaining('API_KEY_ID') as unknown },
    ],
    [
      'a body that is no JSON',
      () =>
        fetch(mock.url + TOKEN_PATH, {
          method: 'POST',
          headers: { API_KEY_ID: 'a', 'Content-Type': 'application/json' },
          body: `{"${CANARY}"`,
        }),
      { check: 'body', why: expect.stringContaining('JSON') as unknown },
    ],
    [
      'a refresh token that was never issued',
      () => refresh(mock, `17:${CANARY}`),
      {
        check: 'request',
        why: expect.stringContaining('never issued') as unknown,
      },
    ],
  ])('say why they were refused: %s', async (_name, ask, expected) => {
    await ask();
    const [record] = mock.requests.list();
    expect(record?.decisions.at(-1)).toEqual({ passed: false, ...expected });
    expect(record?.decisions.slice(0, -1)).toEqual(
      PASSED.slice(0, record?.decisions.length ?? 0).slice(0, -1),
    );
  });

  it('blame no body where none is asked for', async () => {
    await send(mock, `${TOKEN_PATH}/another-id`, undefined, {
      method: 'DELETE',
    });
    expect(mock.requests.list()[0]?.decisions).toEqual([
      { check: 'operation', passed: true },
      { check: 'keys', passed: true },
      {
        check: 'request',
        passed: false,
        why: expect.stringContaining('API key id') as unknown,
      },
    ]);
  });

  it('say what strict mode would refuse', async () => {
    await exchange(mock, { ...mock.mintIdentityToken(), signature: 'x' });
    expect(mock.requests.list()[0]?.decisions.at(-1)).toEqual({
      check: 'request',
      passed: true,
      why: expect.stringContaining('Strict mode refuses it.') as unknown,
    });
  });

  it('show public keys as they are', async () => {
    await fetch(`${mock.url}${TOKEN_PATH}/jwks`);
    expect(mock.requests.list()[0]?.answer?.body).toEqual(mock.keys.jwks());
  });

  it('show the path of a request that no operation has', async () => {
    await fetch(`${mock.url}/token/${CANARY}@example.com`);
    expect(mock.requests.list()[0]).toMatchObject({
      path: '/token/[redacted]',
      decisions: [{ check: 'operation', passed: false }],
    });
  });

  it('name the fault that was applied', async () => {
    mock.faults.add({ kind: 'reset' });
    await expect(exchange(mock)).rejects.toThrow();
    const [record] = mock.requests.list();
    expect(record?.fault).toEqual({ kind: 'reset' });
    expect(record?.answer).toBeUndefined();
  });

  it.each([
    { kind: 'html', status: 502 },
    { kind: 'redirect', status: 307, location: `/${CANARY}` },
  ] as const)('hold what the fault $kind answered', async (fault) => {
    mock.faults.add(fault);
    await exchange(mock);
    const answer = mock.requests.list()[0]?.answer;
    expect(answer?.status).toBe(fault.status);
    expect(inspect(answer)).not.toContain(CANARY);
  });

  it('hold no key, token, signature or personal data', async () => {
    const headers = {
      API_SECRET_KEY: CANARY,
      Authorization: CANARY,
      Cookie: `a=${CANARY}`,
      [`x-${CANARY.toLowerCase()}`]: 'x',
    };
    const identityToken = mock.mintIdentityToken({
      identifier: 'me@canary.example',
    });
    const tokens = await tokensOf(
      sendSecret(
        mock,
        TOKEN_PATH,
        { grant_type: 'identity_token', identity_token: identityToken },
        { headers: { Cookie: CANARY } },
      ),
    );
    await refresh(mock, tokens.refresh_token);
    await sendSecret(
      mock,
      TOKEN_PATH,
      { [CANARY]: CANARY, grant_type: { [CANARY]: [CANARY] } },
      { headers },
    );
    await send(mock, `${TOKEN_PATH}/${CANARY}?t=${CANARY}`, {}, { headers });
    const text = inspect(mock.requests.list(), { depth: Infinity });
    for (const secret of [
      CANARY,
      CANARY.toLowerCase(),
      identityToken.signature,
      identityToken.identifier,
      tokens.access_token,
      tokens.id_token,
      tokens.refresh_token,
      mock.apiKey.secret,
    ])
      expect(text).not.toContain(secret);
    expect(mock.requests.list()).toHaveLength(4);
  });

  it('do not show a secret key that was sent where an API key id belongs', async () => {
    const identityToken = mock.mintIdentityToken({ receiver: CANARY });
    const answer = await sendSecret(
      mock,
      TOKEN_PATH,
      { grant_type: 'identity_token', identity_token: identityToken },
      { id: CANARY },
    );
    await refresh(mock, 'x', { id: CANARY });
    expect(answer.status).toBe(200);
    const records = mock.requests.list({ apiKeyId: CANARY });
    expect(records).toHaveLength(2);
    expect(records[0]).toMatchObject({
      apiKeyId: '[redacted]',
      headers: { api_key_id: '[redacted]' },
      body: { identity_token: { receiver: '[redacted]' } },
    });
    expect(inspect(records, { depth: Infinity })).not.toContain(CANARY);
  });

  it('keep nothing of a request but what they show', () => {
    const log = createRequestLog({
      clock: createClocks(),
      maxRequests: 1,
      redactor: createRedactor([]),
    });
    const head = { method: 'POST', path: TOKEN_PATH, headers: { accept: 'a' } };
    const sent = { grant_type: 'a', identity_token: Array(1000).fill('a') };
    const answer = {
      status: 200,
      headers: { accept: 'a' },
      body: { msg: 'a' },
    };
    const trace = log.trace(head);
    trace.body(sent);
    trace.respond(answer);
    const before = log.list();
    expect(before[0]?.body).toEqual({
      grant_type: 'a',
      identity_token: Array(40).fill('[redacted]'),
    });
    head.headers.accept = answer.headers.accept = answer.body.msg = 'b';
    sent.grant_type = 'b';
    expect(log.list()).toEqual(before);
  });

  it('are bounded, and listed and forgotten by API key id and operation', async () => {
    const a = '8028aaa3-ec2d-4baa-be7a-7c8359ccb9f9';
    const b = mock.apiKey.id;
    for (const id of [a, b, a, a, b, a, a])
      await send(mock, `${TOKEN_PATH}/${id}`, undefined, {
        method: 'DELETE',
        id,
      });
    const ids = mock.requests.list().map(({ apiKeyId }) => apiKeyId);
    expect(ids).toEqual([a, a, b, a, a]);
    expect(mock.requests.list({ apiKeyId: b })).toHaveLength(1);
    expect(mock.requests.list({ operation: 'getJwks' })).toEqual([]);
    mock.requests.clear(a);
    expect(mock.requests.list()).toHaveLength(1);
  });
});
