import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { CotterClientEvent } from '../index.ts';
import { rejection } from '../testing/rejection.fixture.ts';
import {
  reply,
  startServer,
  type Answer,
} from '../testing/scripted-server.fixture.ts';
import { recordedTiming } from './timing.fixture.ts';
import { clientFor, oauthTokens } from '../testing/tokens.fixture.ts';

/** Gives each request the next answer, and the last one for ever. */
function inTurn(...answers: readonly [Answer, ...Answer[]]): Answer {
  let turn = 0;
  return (res, req) => {
    const answer = answers[Math.min(turn, answers.length - 1)];
    turn += 1;
    answer?.(res, req);
  };
}

describe('a call', () => {
  it('succeeds once the server does, and tells of each retry', async () => {
    const server = await startServer(
      inTurn(
        reply(503, '', { 'X-Request-Id': 'req-1', 'Retry-After': '1' }),
        reply(429, ''),
        reply(200, oauthTokens),
      ),
    );
    const events: CotterClientEvent[] = [];
    const { timing, sleeps } = recordedTiming(0.5);
    const client = clientFor(
      server,
      { maxRetries: 2, onEvent: (event) => events.push(event) },
      timing,
    );
    await expect(client.refresh('39560:x')).resolves.toEqual(oauthTokens);
    expect(sleeps).toEqual([1000, 250]);
    expect(events).toStrictEqual([
      {
        type: 'request.retry',
        operation: 'refreshToken',
        attempt: 1,
        delayMs: 1000,
        reason: 'server_error',
        status: 503,
        requestId: 'req-1',
      },
      {
        type: 'request.retry',
        operation: 'refreshToken',
        attempt: 2,
        delayMs: 250,
        reason: 'rate_limited',
        status: 429,
        requestId: expect.stringMatching(/^local-/) as string,
      },
    ]);
    // Each attempt is the same request.
    const [first, ...others] = server.requests;
    expect(others).toEqual([first, first]);
  });

  it('waits until the moment that the server names', async () => {
    const date = 'Wed, 21 Oct 2026 07:27:09 GMT';
    const server = await startServer(
      inTurn(reply(503, '', { 'Retry-After': date }), reply(200, oauthTokens)),
    );
    const { timing, sleeps } = recordedTiming();
    const client = clientFor(server, { maxRetries: 1 }, timing);
    await expect(client.refresh('39560:x')).resolves.toEqual(oauthTokens);
    expect(sleeps).toEqual([9000]);
  });

  it('stops after a failure that may have done harm', async () => {
    const server = await startServer(
      inTurn(reply(503, ''), reply(500, ''), reply(200, oauthTokens)),
    );
    const { timing } = recordedTiming();
    const client = clientFor(server, { maxRetries: 2 }, timing);
    expect(await rejection(client.refresh('39560:x'))).toMatchObject({
      status: 500,
      outcome: 'unknown',
    });
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    [undefined, 3],
    [0, 1],
    [1, 2],
    [10, 11],
  ])(
    'with maxRetries %j is sent at most %d times',
    async (maxRetries, sent) => {
      const server = await startServer(reply(503, ''));
      const { timing } = recordedTiming();
      const client = clientFor(server, { maxRetries }, timing);
      await rejection(client.fetchJwks());
      expect(server.requests).toHaveLength(sent);
    },
  );

  it('is not disturbed by a listener that throws', async () => {
    const server = await startServer(
      inTurn(reply(503, ''), reply(200, oauthTokens)),
    );
    const { timing } = recordedTiming();
    const onEvent = () => {
      throw new Error('from the listener');
    };
    const client = clientFor(server, { maxRetries: 1, onEvent }, timing);
    await expect(client.refresh('39560:x')).resolves.toEqual(oauthTokens);
  });

  it.each([
    ['longer than a minute', '61', 2_147_483_647],
    ['longer than the time that is left', '5', 5000],
  ])('does not wait %s', async (_, seconds, timeoutMs) => {
    const server = await startServer(
      reply(429, '', { 'Retry-After': seconds }),
    );
    const { timing, sleeps } = recordedTiming();
    const client = clientFor(server, { maxRetries: 2, timeoutMs }, timing);
    expect(await rejection(client.refresh('39560:x'))).toMatchObject({
      code: 'rate_limited',
      outcome: 'not_sent',
      retryable: true,
      retryAfterMs: Number(seconds) * 1000,
    });
    expect(sleeps).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });
});

describe('the deadline', () => {
  it('covers all attempts together', async () => {
    const server = await startServer(inTurn(reply(503, ''), () => undefined));
    const { timing } = recordedTiming();
    const client = clientFor(server, { maxRetries: 2, timeoutMs: 300 }, timing);
    expect(await rejection(client.fetchJwks())).toMatchObject({
      code: 'timeout',
      timeoutMs: 300,
    });
    expect(server.requests).toHaveLength(2);
  });

  it('counts what earlier attempts and waits took', async () => {
    const server = await startServer(reply(503, ''));
    // Each wait takes as long as was asked for, on a clock that only waits move.
    let now = 0;
    const sleeps: number[] = [];
    const timing = {
      now: () => now,
      date: () => Date.now(),
      random: () => 1,
      sleep(ms: number) {
        sleeps.push(ms);
        now += ms;
        return Promise.resolve();
      },
    };
    const client = clientFor(
      server,
      { maxRetries: 10, timeoutMs: 2000 },
      timing,
    );
    expect(await rejection(client.fetchJwks())).toMatchObject({ status: 503 });
    expect(sleeps).toEqual([250, 500, 1000]);
    expect(server.requests).toHaveLength(4);
  });
});

describe('an abort between two attempts', () => {
  it('ends the wait and the call; the refresh token is as it was', async () => {
    const controller = new AbortController();
    const server = await startServer(reply(503, '', { 'Retry-After': '50' }));
    const client = clientFor(server, {
      maxRetries: 2,
      timeoutMs: 60_000,
      onEvent: () => {
        setImmediate(() => {
          controller.abort();
        });
      },
    });
    const call = client.refresh('39560:x', { signal: controller.signal });
    expect(await rejection(call)).toMatchObject({
      code: 'aborted',
      outcome: 'not_sent',
    });
    expect(server.requests).toHaveLength(1);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });
});
