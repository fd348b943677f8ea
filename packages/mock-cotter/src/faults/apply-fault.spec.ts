import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { TOKEN_PATH } from '../testing/documented.fixture.ts';
import type { FaultRule } from './faults.ts';
import {
  exchange,
  refresh,
  refusalOf,
  send,
  sendSecret,
  tokensOf,
} from '../handlers/calls.fixture.ts';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';
import {
  exchangeRaw,
  request,
  type RawAnswer,
} from '../testing/raw-http.fixture.ts';

let mock: MockCotter;

beforeAll(async () => {
  mock = await startMockCotter({ strict: true });
});

afterAll(async () => {
  await mock.close();
});

beforeEach(() => {
  mock.reset();
});

const { responses } = description.components;

/** An exchange over a socket of its own, and all that came back. */
function rawExchange(): Promise<RawAnswer> {
  const body = JSON.stringify({
    grant_type: 'identity_token',
    identity_token: mock.mintIdentityToken(),
  });
  const bytes = request(
    'POST',
    TOKEN_PATH,
    [
      `API_KEY_ID: ${mock.apiKey.id}`,
      `API_SECRET_KEY: ${mock.apiKey.secret}`,
      'Content-Type: application/json',
    ],
    body,
  );
  return exchangeRaw(mock.url, bytes);
}

async function faulty(rule: FaultRule): Promise<Response> {
  mock.faults.add(rule);
  return exchange(mock);
}

describe('a fault in place of an answer', () => {
  it.each([
    [429, responses.TooManyRequests, '1'],
    [500, responses.InternalError, null],
    [503, responses.ServiceUnavailable, '1'],
  ])(
    'status %i is answered with its documented example',
    async (status, response, retryAfter) => {
      const answer = await faulty({ kind: 'status', status });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('retry-after')).toBe(retryAfter);
      expect(answer.headers.get('content-type')).toBe('application/json');
      const [example] = Object.values<{ value: unknown }>(
        response.content['application/json'].examples,
      );
      expect(await answer.json()).toEqual(example?.value);
    },
  );

  it('a status that is not described is answered in the envelope, with Retry-After if asked for', async () => {
    const answer = await faulty({
      kind: 'status',
      status: 502,
      retryAfterSeconds: 7,
    });
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(await refusalOf(answer)).toEqual({
      status: 502,
      msg: 'A fault was asked for: 502.',
      type: 'fault',
    });
  });

  it('a 204 has no body', async () => {
    const answer = await faulty({ kind: 'status', status: 204 });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
  });

  it('an HTML page', async () => {
    const answer = await faulty({ kind: 'html', status: 504 });
    expect(answer.status).toBe(504);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await answer.text()).toMatch(/^<!doctype html>/);
  });

  it('a redirect', async () => {
    mock.faults.add({ kind: 'redirect', location: 'http://127.0.0.1:9/' });
    const answer = await fetch(`${mock.url}${TOKEN_PATH}/jwks`, {
      redirect: 'manual',
    });
    expect(answer.status).toBe(307);
    expect(answer.headers.get('location')).toBe('http://127.0.0.1:9/');
  });

  it.each(['reset', 'empty-reply'] as const)(
    '%s: no byte comes back, and the refresh token is not used up',
    async (kind) => {
      const { refresh_token: token } = await tokensOf(exchange(mock));
      mock.faults.add({ kind });
      await expect(refresh(mock, token)).rejects.toThrow('fetch failed');
      expect((await refresh(mock, token)).status).toBe(200);
      mock.faults.add({ kind });
      await expect(rawExchange()).rejects.toThrow("No answer in ''");
    },
  );
});

describe('a fault after the request was carried out', () => {
  it('a delay: the right answer', async () => {
    expect(
      await tokensOf(faulty({ kind: 'delay', delayMs: 20 })),
    ).toMatchObject({ token_type: 'Bearer' });
  });

  it('a lost reply: the refresh token is used up, and nobody got the next one', async () => {
    const { refresh_token: token } = await tokensOf(exchange(mock));
    mock.faults.add({ kind: 'lost-reply' });
    await expect(refresh(mock, token)).rejects.toThrow('fetch failed');
    expect(await refusalOf(refresh(mock, token))).toMatchObject({
      status: 400,
      msg: expect.stringContaining('used before') as unknown,
    });
  });

  it('a truncated answer: half of what was announced', async () => {
    mock.faults.add({ kind: 'truncated' });
    const { status, headers, body } = await rawExchange();
    expect(status).toBe(200);
    expect(body.length).toBe(Number(headers['content-length']) >>> 1);
  });

  it('malformed JSON: all but its end', async () => {
    const text = await (await faulty({ kind: 'malformed-json' })).text();
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(JSON.parse(`${text}}`)).toHaveProperty('refresh_token');
  });

  it('a slow drip: the right answer, byte by byte', async () => {
    mock.faults.add({ kind: 'slow-drip', intervalMs: 0 });
    const answer = await fetch(`${mock.url}${TOKEN_PATH}/jwks`);
    expect(await answer.json()).toEqual(mock.keys.jwks());
  });

  it('another content type: the right body', async () => {
    const answer = await faulty({ kind: 'wrong-content-type' });
    expect(answer.headers.get('content-type')).toBe('text/plain');
    expect(JSON.parse(await answer.text())).toHaveProperty('access_token');
  });
});

describe('the header Prefer', () => {
  it('makes one request go wrong, says so, and keeps the faults that wait', async () => {
    mock.faults.add({ kind: 'reset' });
    const answer = await sendSecret(mock, TOKEN_PATH, input(), {
      headers: { Prefer: 'fault=status; status=503; retry-after=3' },
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('preference-applied')).toBe('fault=status');
    expect(answer.headers.get('retry-after')).toBe('3');
    expect(mock.faults.pending()).toHaveLength(1);
  });

  it("picks an example, as Prism's does", async () => {
    const ask = (prefer: string): Promise<Response> =>
      sendSecret(mock, TOKEN_PATH, input(), { headers: { Prefer: prefer } });
    const answer = await ask('code=200, example=eventToken');
    expect(answer.headers.get('preference-applied')).toBe('code=200');
    expect(await tokensOf(answer)).toMatchObject({
      auth_method: 'TRUSTED_DEVICE',
    });
    expect(await refusalOf(ask('code=400, example=none'))).toMatchObject({
      status: 400,
      msg: expect.stringContaining(
        'exchangeToken has no such example of 400',
      ) as unknown,
    });
  });

  it('is refused when it asks for no known fault, and nothing is used up', async () => {
    const { refresh_token: token } = await tokensOf(exchange(mock));
    const answer = refresh(mock, token, { headers: { Prefer: 'fault=x' } });
    expect(await refusalOf(answer)).toMatchObject({
      status: 400,
      type: 'invalid_request',
      msg: expect.stringContaining('Prefer: kind must be one of') as unknown,
    });
    expect((await refresh(mock, token)).status).toBe(200);
  });

  it('may be sent across origins', async () => {
    const preflight = await fetch(mock.url + TOKEN_PATH, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://app.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'prefer',
      },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toContain(
      'Prefer',
    );
  });
});

it('a fault applies only to its API key id, so that tests share a mock', async () => {
  const lenient = await startMockCotter({ strict: false });
  lenient.faults.add({ kind: 'status', status: 500, apiKeyId: 'a' });
  const refused = (id: string): Promise<Response> =>
    send(lenient, `${TOKEN_PATH}/${id}`, undefined, { method: 'DELETE', id });
  expect((await refused('b')).status).toBe(200);
  expect((await refused('a')).status).toBe(500);
  expect((await refused('a')).status).toBe(200);
  await lenient.close();
});

it('a mock closes while a delay is under way', async () => {
  const closing = await startMockCotter({ strict: false });
  closing.faults.add({ kind: 'delay', delayMs: 600_000 });
  const answer = fetch(`${closing.url}${TOKEN_PATH}/jwks`);
  const outcome = expect(answer).rejects.toThrow();
  await expect.poll(() => closing.requests.list()).toHaveLength(1);
  await closing.close();
  await outcome;
});

function input(): object {
  return {
    grant_type: 'identity_token',
    identity_token: mock.mintIdentityToken(),
  };
}
