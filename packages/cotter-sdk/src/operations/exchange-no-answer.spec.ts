import { getEventListeners, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { failure } from '../testing/failure.fixture.ts';
import { rejection } from '../testing/rejection.fixture.ts';
import {
  closedOrigin,
  reply,
  replyRaw,
  startServer,
  type Answer,
} from '../testing/scripted-server.fixture.ts';
import {
  clientFor,
  eventToken,
  identityToken,
  oauthTokens,
} from '../testing/tokens.fixture.ts';

describe('no answer', () => {
  it('because the connection is refused: nothing was sent', async () => {
    const client = clientFor({ origin: await closedOrigin() });
    expect(
      await rejection(client.exchangeEventToken(eventToken)),
    ).toMatchObject({
      code: 'network_error',
      systemCode: 'ECONNREFUSED',
      retryable: true,
      message: 'Cotter could not be reached (ECONNREFUSED); nothing was sent.',
    });
  });

  it.each<[string, Answer]>([
    ['is reset before the answer', (_, req) => req.socket.resetAndDestroy()],
    ['is closed before the answer', (_, req) => req.socket.destroy()],
    [
      'is reset within the headers',
      (_, req) => {
        req.socket.write('HTTP/1.1 200 OK\r\nContent-', () =>
          req.socket.resetAndDestroy(),
        );
      },
    ],
    [
      'is closed within the body',
      (res) => {
        res.writeHead(200, { 'Content-Length': '1000' });
        res.write('{"access_token":"CANARY', () => res.destroy());
      },
    ],
    [
      'is reset within a body of chunks',
      (res, req) => {
        res.writeHead(200);
        res.write('{"access_token":"CANARY', () =>
          req.socket.resetAndDestroy(),
        );
      },
    ],
  ])('because the connection %s', async (_, answer) => {
    expect(await failure(answer)).toMatchObject({
      code: 'network_error',
      systemCode: 'ECONNRESET',
      retryable: false,
    });
  });

  it.each([
    ['no HTTP', ['CANARY', '', '']],
    ['a header that is none', ['HTTP/1.1 200 OK', 'CANARY', '', '']],
    [
      'two lengths that differ',
      ['HTTP/1.1 200 OK', 'Content-Length: 2', 'Content-Length: 3', '', '{}'],
    ],
    [
      'a length and chunks',
      [
        'HTTP/1.1 200 OK',
        'Content-Length: 2',
        'Transfer-Encoding: chunked',
        '',
        '2',
        '{}',
        '0',
        '',
        '',
      ],
    ],
    [
      'a header of 32 kB',
      ['HTTP/1.1 200 OK', `X: ${'CANARY'.repeat(5500)}`, '', ''],
    ],
  ])('because the server sends %s', async (_, lines) => {
    const error = await failure(replyRaw(...lines));
    expect(error).toMatchObject({
      code: 'network_error',
      systemCode: expect.stringMatching(/^HPE_/) as string,
      retryable: false,
    });
  });

  it.each<[string, Answer]>([
    ['never answers', () => undefined],
    [
      'sends only headers',
      (res) => {
        res.writeHead(200);
        res.flushHeaders();
      },
    ],
    [
      'drips its body',
      (res) => {
        res.writeHead(200);
        const drip = setInterval(() => res.write(' '), 10);
        res.on('close', () => {
          clearInterval(drip);
        });
      },
    ],
  ])('because the server %s: the time runs out', async (_, answer) => {
    const closed: Promise<unknown>[] = [];
    const server = await startServer((res, req) => {
      closed.push(once(res, 'close'));
      answer(res, req);
    });
    const error = await rejection(
      clientFor(server, { timeoutMs: 60_000 }).exchangeEventToken(eventToken, {
        timeoutMs: 200,
      }),
    );
    expect(error).toMatchObject({
      name: 'CotterTimeoutError',
      code: 'timeout',
      timeoutMs: 200,
      retryable: false,
    });
    // The connection does not linger.
    expect(closed).toHaveLength(1);
    await Promise.all(closed);
  });

  it("takes the client's time when the call has none", async () => {
    const server = await startServer(() => undefined);
    const client = clientFor(server, { timeoutMs: 150 });
    expect(
      await rejection(client.exchangeIdentityToken(identityToken)),
    ).toMatchObject({ code: 'timeout', timeoutMs: 150 });
  });

  it('because the call was aborted beforehand: nothing is sent', async () => {
    const server = await startServer(reply(200, oauthTokens));
    const error = await rejection(
      clientFor(server).exchangeEventToken(eventToken, {
        signal: AbortSignal.abort(new Error('CANARY')),
      }),
    );
    expect(error).toMatchObject({ code: 'aborted', retryable: false });
    expect(error.cause).toBeUndefined();
    expect(server.requests).toEqual([]);
  });

  it.each<[string, Answer]>([
    ['before the answer', () => undefined],
    ['within the body', (res) => res.writeHead(200).write(' ')],
  ])('because the call was aborted %s', async (_, answer) => {
    const controller = new AbortController();
    const closed: Promise<unknown>[] = [];
    const server = await startServer((res, req) => {
      closed.push(once(res, 'close'));
      answer(res, req);
      setImmediate(() => {
        controller.abort();
      });
    });
    const error = await rejection(
      clientFor(server).exchangeEventToken(eventToken, {
        signal: controller.signal,
      }),
    );
    expect(error).toMatchObject({ name: 'CotterAbortError', code: 'aborted' });
    expect(closed).toHaveLength(1);
    await Promise.all(closed);
  });

  it("lets go of the caller's signal, however the call ends", async () => {
    const { signal } = new AbortController();
    const good = await startServer(reply(200, oauthTokens));
    await clientFor(good).exchangeEventToken(eventToken, { signal });
    const bad = clientFor({ origin: await closedOrigin() });
    await rejection(bad.exchangeEventToken(eventToken, { signal }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('does not disturb another call of the same client', async () => {
    const controller = new AbortController();
    const server = await startServer((res, req) => {
      if (server.requests.length < 2) return;
      controller.abort();
      reply(200, oauthTokens)(res, req);
    });
    const client = clientFor(server);
    const aborted = rejection(
      client.exchangeEventToken(eventToken, { signal: controller.signal }),
    );
    const tokens = await client.exchangeEventToken(eventToken);
    expect(tokens).toEqual(oauthTokens);
    expect(await aborted).toMatchObject({ code: 'aborted' });
  });
});
