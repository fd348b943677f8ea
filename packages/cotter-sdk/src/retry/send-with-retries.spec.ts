// One call and its attempts, over a transport that a test scripts.
import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sendWithRetries } from './send-with-retries.ts';
import type { CallOptions } from '../options/call-options.ts';
import { readClientOptions } from '../options/client-options.ts';
import type { CotterClientEvent } from '../options/events.ts';
import type { Operation } from '../operations/operation.ts';
import { rejection } from '../testing/rejection.fixture.ts';
import { recordedTiming } from './timing.fixture.ts';
import {
  TransportError,
  type TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from '../transport/transport.ts';

const OPERATION: Operation<string> = {
  name: 'refreshToken',
  method: 'POST',
  path: '/api/v0/a%2Fb',
  keys: 'id',
  body: '{}',
  secrets: ['sent-secret'],
  repeatable: false,
  spendsRefreshToken: false,
  usesCookie: false,
  answer: { what: 'a text', schema: z.string() },
};
const SPENDING = { ...OPERATION, spendsRefreshToken: true };
const REPEATABLE = { ...OPERATION, repeatable: true };

function answer(
  status: number,
  text = '"value"',
  headers: Readonly<Record<string, string>> = {},
): TransportResponse {
  return {
    status,
    header: (name) => headers[name],
    body: { text },
    sent: true,
    mayBeRepeated: false,
  };
}

const reset: TransportFailure = {
  kind: 'network',
  sent: true,
  systemCode: 'ECONNRESET',
};
const refused: TransportFailure = {
  kind: 'network',
  sent: false,
  systemCode: 'ECONNREFUSED',
};

type Step =
  TransportResponse | TransportFailure | ((request: TransportRequest) => never);

/** Makes a call whose attempts go as the steps say, the last one for ever, while the clock stands still. */
function make(
  operation: Operation<string>,
  steps: readonly Step[],
  {
    callOptions = {},
    ...options
  }: {
    readonly callOptions?: CallOptions;
    readonly apiSecretKey?: string | undefined;
    readonly maxRetries?: number;
    readonly timeoutMs?: number;
  } = {},
) {
  const requests: TransportRequest[] = [];
  const events: CotterClientEvent[] = [];
  const { timing: running, sleeps } = recordedTiming(1);
  const timing = { ...running, now: () => 1000 };
  const config = readClientOptions({
    apiKeyId: 'key-id',
    apiSecretKey: 'secret-key',
    baseUrl: 'https://cotter.invalid',
    onEvent: (event) => events.push(event),
    ...options,
  });
  const transport = {
    send(request: TransportRequest): Promise<TransportResponse> {
      const step = steps[Math.min(requests.length, steps.length - 1)];
      requests.push(request);
      if (typeof step === 'function') return step(request);
      if (step === undefined) throw new Error('no step');
      return 'kind' in step
        ? Promise.reject(new TransportError(step))
        : Promise.resolve(step);
    },
  };
  const result = sendWithRetries(
    { config, transport, timing },
    operation,
    callOptions,
  );
  return { result, requests, events, sleeps };
}

describe('the request of a call', () => {
  it('is the operation at the base URL, with the keys that it needs', async () => {
    const { result, requests } = make(OPERATION, [answer(200)]);
    await expect(result).resolves.toBe('value');
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: new URL('https://cotter.invalid/api/v0/a%2Fb'),
      headers: {
        Accept: 'application/json',
        API_KEY_ID: 'key-id',
        'Content-Type': 'application/json',
      },
      body: '{}',
      freshConnection: false,
      cookies: false,
    });
    expect(requests[0]?.headers).not.toHaveProperty('API_SECRET_KEY');
  });

  it('has no key and no type where there is nothing to send', async () => {
    const { body: _, ...rest } = OPERATION;
    const bare: Operation<string> = { ...rest, method: 'GET', keys: 'none' };
    const { result, requests } = make(bare, [answer(200)]);
    await result;
    expect(requests[0]?.headers).toEqual({ Accept: 'application/json' });
    expect(requests[0]?.body).toBeUndefined();
  });

  it('has both keys where it needs both', async () => {
    const both: Operation<string> = { ...OPERATION, keys: 'id_and_secret' };
    const { result, requests } = make(both, [answer(200)]);
    await result;
    expect(requests[0]?.headers).toMatchObject({
      API_KEY_ID: 'key-id',
      API_SECRET_KEY: 'secret-key',
    });
  });

  it('is not sent without a key that it needs', async () => {
    for (const operation of [OPERATION, SPENDING]) {
      const { result, requests } = make(
        { ...operation, keys: 'id_and_secret' },
        [answer(200)],
        { apiSecretKey: undefined },
      );
      const error = await rejection(result);
      expect(error.code).toBe('missing_secret');
      expect(error.outcome).toBe(
        operation.spendsRefreshToken ? 'not_sent' : undefined,
      );
      expect(requests).toEqual([]);
    }
  });

  it('that spends a refresh token has a connection of its own, and cookies', async () => {
    const spending = { ...SPENDING, usesCookie: true };
    const { result, requests } = make(spending, [answer(200)]);
    await result;
    expect(requests[0]).toMatchObject({ freshConnection: true, cookies: true });
  });
});

describe('an error of a call', () => {
  it('repeats neither what was sent nor the secret key', async () => {
    const body = '{"msg":"got sent-secret, secret-key","type":""}';
    const { result } = make(OPERATION, [answer(400, body)]);
    expect(await rejection(result)).toMatchObject({
      serverMessage: 'got [redacted], [redacted]',
    });
    const without = make(OPERATION, [answer(400, body)], {
      apiSecretKey: undefined,
    });
    expect(await rejection(without.result)).toMatchObject({
      serverMessage: 'got [redacted], secret-key',
    });
  });

  it.each<[string, Operation<string>, TransportFailure, object]>([
    [
      'a connection that broke',
      OPERATION,
      reset,
      {
        code: 'network_error',
        systemCode: 'ECONNRESET',
        retryable: false,
        outcome: undefined,
        message:
          'The connection to Cotter failed (ECONNRESET); the request may have been processed.',
      },
    ],
    [
      'a connection that broke, where that does no harm',
      REPEATABLE,
      reset,
      { code: 'network_error', retryable: true, outcome: undefined },
    ],
    [
      'a connection that broke on the way to a refresh',
      SPENDING,
      reset,
      { code: 'network_error', retryable: false, outcome: 'unknown' },
    ],
    [
      'no connection',
      SPENDING,
      refused,
      {
        code: 'network_error',
        retryable: true,
        outcome: 'not_sent',
        message:
          'Cotter could not be reached (ECONNREFUSED); nothing was sent.',
      },
    ],
    [
      'no answer in time',
      SPENDING,
      { kind: 'stopped', sent: true },
      {
        code: 'timeout',
        timeoutMs: 10_000,
        retryable: false,
        outcome: 'unknown',
        message:
          'Cotter did not answer within 10000 ms; the request may have been processed.',
      },
    ],
    [
      'no connection in time',
      SPENDING,
      { kind: 'stopped', sent: false },
      {
        code: 'timeout',
        retryable: true,
        outcome: 'not_sent',
        message:
          'Cotter could not be reached within 10000 ms; nothing was sent.',
      },
    ],
  ])('says what %s means', async (_, operation, failure, expected) => {
    const { result } = make(operation, [failure], { maxRetries: 0 });
    const error = await rejection(result);
    const { outcome, ...others } = expected as { outcome?: unknown };
    expect(error).toMatchObject(others);
    expect(error.outcome).toBe(outcome);
    expect(error.requestId).toMatch(/^local-/);
  });

  it('is an abort if the caller gave up, whether it was sent or not', async () => {
    const controller = new AbortController();
    const { result } = make(
      SPENDING,
      [
        () => {
          controller.abort();
          throw new TransportError({ kind: 'stopped', sent: true });
        },
      ],
      { callOptions: { signal: controller.signal } },
    );
    expect(await rejection(result)).toMatchObject({
      code: 'aborted',
      retryable: false,
      outcome: 'unknown',
    });
    const before = make(SPENDING, [answer(200)], {
      callOptions: { signal: AbortSignal.abort() },
    });
    expect(await rejection(before.result)).toMatchObject({
      code: 'aborted',
      outcome: 'not_sent',
    });
    expect(before.requests).toEqual([]);
  });

  it('that is none of the transport comes through as it is', async () => {
    const defect = new Error('a defect');
    const { result } = make(OPERATION, [
      () => {
        throw defect;
      },
    ]);
    await expect(result).rejects.toBe(defect);
  });
});

describe('the attempts of a call', () => {
  it('go on while the error allows it and one is left', async () => {
    const { result, requests, events, sleeps } = make(
      OPERATION,
      [refused, answer(429, ''), answer(200)],
      { maxRetries: 2 },
    );
    await expect(result).resolves.toBe('value');
    expect(requests).toHaveLength(3);
    expect(sleeps).toEqual([250, 500]);
    const requestId = expect.stringMatching(/^local-/) as string;
    expect(events).toStrictEqual([
      {
        type: 'request.retry',
        operation: 'refreshToken',
        attempt: 1,
        delayMs: 250,
        reason: 'network_error',
        requestId,
      },
      {
        type: 'request.retry',
        operation: 'refreshToken',
        attempt: 2,
        delayMs: 500,
        reason: 'rate_limited',
        status: 429,
        requestId,
      },
    ]);
    // All attempts of a call go by one id.
    expect(new Set(events.map((event) => event.requestId)).size).toBe(1);
  });

  it.each([0, 1, 3])('are at most one more than %d', async (maxRetries) => {
    const { result, requests } = make(OPERATION, [refused], { maxRetries });
    await rejection(result);
    expect(requests).toHaveLength(maxRetries + 1);
  });

  it('wait as long as the server asks for', async () => {
    const headers = { 'retry-after': '2' };
    const { result, sleeps } = make(OPERATION, [
      answer(503, '', headers),
      answer(200),
    ]);
    await result;
    expect(sleeps).toEqual([2000]);
  });

  it.each([
    [5000, []],
    [5001, [5000]],
  ])(
    'end where the next would not start before the deadline (%d ms)',
    async (timeoutMs, waits) => {
      const headers = { 'retry-after': '5' };
      const { result, requests, sleeps } = make(
        OPERATION,
        [answer(503, '', headers)],
        { timeoutMs, maxRetries: 1 },
      );
      expect(await rejection(result)).toMatchObject({ status: 503 });
      expect(requests).toHaveLength(waits.length + 1);
      expect(sleeps).toEqual(waits);
    },
  );

  it.each([200, 503])(
    'let go of the signal of the caller (%d)',
    async (status) => {
      const { signal } = new AbortController();
      const { result } = make(OPERATION, [answer(status)], {
        callOptions: { signal },
      });
      await result.catch(() => undefined);
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    },
  );

  it('have the time of the call, if it names one', async () => {
    const { result } = make(OPERATION, [{ kind: 'stopped', sent: true }], {
      callOptions: { timeoutMs: 7 },
    });
    expect(await rejection(result)).toMatchObject({ timeoutMs: 7 });
  });
});
