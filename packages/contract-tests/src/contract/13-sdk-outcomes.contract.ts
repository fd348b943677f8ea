import { afterAll, beforeAll, expect, it } from 'vitest';
import { CotterClient, isCotterError } from '@org/cotter-sdk';
import { operations } from '../description/operations.ts';
import { expectNoSecret } from '../traffic/no-secret.ts';
import {
  answerBytes,
  NEVER,
  RESET,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from '../traffic/scripted-server.ts';
import { keep } from './report.ts';
import { CANARIES, nameOf, sdkCalls } from './sdk-calls.ts';
import { bytesOf, documented, unfit } from './sdk-answers.ts';
import { checkAlone } from './suite.ts';

/** What the SDK says of a status. */
const CODES: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  500: 'server_error',
  503: 'server_error',
};

const secrets = Object.values(CANARIES);
const calls = sdkCalls.map((call) => [nameOf(call), call] as const);

checkAlone(
  '13-sdk-outcomes',
  () => {
    const served = new Set<string>();
    let server: ScriptedServer;
    beforeAll(async () => {
      server = await startScriptedServer();
    });
    afterAll(async () => {
      await server[Symbol.asyncDispose]();
    });

    const events: unknown[] = [];
    const clientOf = (timeoutMs = 5000, baseUrl = server.url): CotterClient =>
      new CotterClient({
        apiKeyId: 'an-api-key-id',
        apiSecretKey: CANARIES.apiSecretKey,
        baseUrl,
        timeoutMs,
        // What one answer becomes is the question.
        maxRetries: 0,
        onEvent: (event) => events.push(event),
      });
    const failureOf = async (outcome: Promise<unknown>): Promise<unknown> => {
      const error = await outcome.then(
        (value) => {
          throw new Error(`The call yielded ${typeof value}.`);
        },
        (thrown: unknown) => thrown,
      );
      expect(isCotterError(error), String(error)).toBe(true);
      expect(error).not.toHaveProperty('isAxiosError');
      expect(error).not.toHaveProperty('cause');
      expectNoSecret(error, secrets);
      return error;
    };

    it.each(
      calls.flatMap(([name, call]) =>
        documented(call, false).map(
          (each) => [name, each.status, each.name, call, each] as const,
        ),
      ),
    )(
      '%s yields what a documented %i (%s) says',
      async (_, __, ___, call, answer) => {
        server.answer = () => bytesOf(answer);
        const yielded = await call.call(clientOf());
        expect(yielded).toEqual(call.yields(answer.value));
        for (const each of answer.examples) served.add(each);
      },
    );

    it.each(
      calls.flatMap(([name, call]) =>
        documented(call, true).map(
          (each) => [name, each.status, each.name, call, each] as const,
        ),
      ),
    )(
      '%s makes of a documented %i (%s) its typed error',
      async (_, status, __, call, answer) => {
        server.answer = () => bytesOf(answer);
        const { msg, type } = answer.value as Record<string, string>;
        const waits = answer.headers['Retry-After'];
        expect(await failureOf(call.call(clientOf()))).toMatchObject({
          code: CODES[status] ?? 'unexpected_status',
          status,
          serverMessage: msg,
          serverType: type,
          ...(waits !== undefined && { retryAfterMs: Number(waits) * 1000 }),
        });
        for (const each of answer.examples) served.add(each);
      },
    );

    it('has been served every documented answer to its calls', () => {
      const all = sdkCalls.flatMap((call) =>
        [false, true].flatMap((fails) =>
          documented(call, fails).flatMap(({ examples }) => examples),
        ),
      );
      expect(all.length).toBeGreaterThan(operations.length);
      expect([...served].toSorted()).toEqual([...new Set(all)].toSorted());
      keep('served', [...served].toSorted());
    });

    it.each(calls)(
      '%s shows nothing of what a server sends back',
      async (_, call) => {
        const { answered, ...sent } = CANARIES;
        // A server can only repeat what it was sent.
        server.answer = ({ headers, body }) => {
          const known = JSON.stringify([headers, body]);
          const text = Object.values(sent)
            .filter((each) => known.includes(each))
            .join(' ');
          return answerBytes(
            400,
            JSON.stringify({ msg: text, type: text, token: answered }),
            {
              'X-Request-Id': text.split(' ')[0] ?? '',
            },
          );
        };
        expect(await failureOf(call.call(clientOf()))).toMatchObject({
          code: 'bad_request',
        });
      },
    );

    const readers = sdkCalls.filter(({ method }) => method !== 'signOut');
    it.each(
      readers.flatMap((call) =>
        unfit(call).map(
          ([what, body]) => [nameOf(call), what, call, body] as const,
        ),
      ),
    )('%s refuses a 200 with %s', async (_, __, call, body) => {
      server.answer = () => answerBytes(200, body);
      expect(await failureOf(call.call(clientOf()))).toMatchObject({
        code: 'invalid_response',
        status: 200,
      });
    });

    it.each(calls)(
      '%s makes a typed error of no answer at all',
      async (_, call) => {
        const network = { code: 'network_error' };
        const scripts: readonly Script[] = [
          RESET,
          '',
          'no HTTP\r\n\r\n',
          answerBytes(200, '{"access_token":"x"').slice(0, -5),
        ];
        for (const script of scripts) {
          server.answer = () => script;
          expect(await failureOf(call.call(clientOf()))).toMatchObject(network);
        }
        const closed = await startScriptedServer();
        await closed[Symbol.asyncDispose]();
        expect(
          await failureOf(call.call(clientOf(5000, closed.url))),
        ).toMatchObject(network);

        server.answer = () => NEVER;
        expect(await failureOf(call.call(clientOf(50)))).toMatchObject({
          code: 'timeout',
        });

        const controller = new AbortController();
        server.answer = () => {
          controller.abort(CANARIES.token);
          return NEVER;
        };
        const { signal } = controller;
        expect(
          await failureOf(call.call(clientOf(), { signal })),
        ).toMatchObject({
          code: 'aborted',
        });
      },
    );

    it('signs out with any 200, because its body is assumed', async () => {
      const [call] = sdkCalls.filter(({ method }) => method === 'signOut');
      server.answer = () => answerBytes(200, '<p>');
      expect(await call?.call(clientOf())).toBeUndefined();
      expectNoSecret(events, secrets);
    });

    it('finds a secret that does show', () => {
      const leak = new Error('x', {
        cause: { headers: [CANARIES.apiSecretKey] },
      });
      expect(() => {
        expectNoSecret(leak, secrets);
      }).toThrow();
    });
  },
  {
    atLeast: sdkCalls.flatMap((call) => [
      ...documented(call, true),
      ...documented(call, false),
    ]).length,
  },
);
