import { afterAll, beforeAll, expect, it } from 'vitest';
import { CotterClient } from '@org/cotter-sdk';
import { description } from '@org/cotter-types/description';
import {
  filledPath,
  JSON_TYPE,
  operation,
  operations,
} from '../description/operations.ts';
import { compile } from '../oracle/compile.ts';
import {
  answerBytes,
  RESET,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from '../traffic/scripted-server.ts';
import {
  CANARIES,
  nameOf,
  NOT_SENT,
  sdkCalls,
  type SdkCall,
} from './sdk-calls.ts';
import { checkAlone } from './suite.ts';

const { ApiKeyId, ApiSecretKey } = description.components.securitySchemes;
const API_KEY_ID = 'an-api-key-id';
/** What HTTP itself and the SDK's transport add to what the description asks for; nothing else may come along. */
const TRANSPORT = [
  'Accept',
  'Accept-Encoding',
  'Connection',
  'Host',
  'User-Agent',
];

const calls = sdkCalls.map((call) => [nameOf(call), call] as const);

checkAlone(
  '14-sdk-wire',
  () => {
    let server: ScriptedServer;
    beforeAll(async () => {
      server = await startScriptedServer();
    });
    afterAll(async () => {
      await server[Symbol.asyncDispose]();
    });

    const clientOf = (apiKeyId = API_KEY_ID): CotterClient =>
      new CotterClient(
        {
          apiKeyId,
          apiSecretKey: CANARIES.apiSecretKey,
          baseUrl: server.url,
          timeoutMs: 5000,
        },
        // Waits between attempts are no matter here.
        {
          now: Date.now,
          date: Date.now,
          random: () => 0,
          sleep: () => Promise.resolve(),
        },
      );
    const good = (call: SdkCall): string => {
      const [example] =
        operation(call.operationId).answers.find(
          ({ status }) => status === '200',
        )?.examples ?? [];
      return answerBytes(200, JSON.stringify(example?.value));
    };
    const calling = async (call: SdkCall, client = clientOf()) => {
      await call.call(client).catch(() => undefined);
      return server.take();
    };

    it('covers every call of the client, and every documented request or says why not', () => {
      const { constructor: _, ...methods } = Object.getOwnPropertyDescriptors(
        CotterClient.prototype,
      );
      expect(
        [...new Set(sdkCalls.map(({ method }) => method))].toSorted(),
      ).toEqual(Object.keys(methods).toSorted());
      const sent = sdkCalls.map(({ operationId, example = '' }) =>
        `${operationId} ${example}`.trim(),
      );
      const documented = operations.flatMap(
        ({ operationId, requestExamples }) =>
          requestExamples.length === 0
            ? [operationId]
            : requestExamples.map(({ name }) => `${operationId} ${name}`),
      );
      expect([...sent, ...Object.keys(NOT_SENT)].toSorted()).toEqual(
        documented.toSorted(),
      );
    });

    it.each(calls)(
      '%s is the described request, byte for byte, once',
      async (_, call) => {
        server.answer = () => good(call);
        const sent = await calling(call);
        expect(sent).toHaveLength(1);
        const [request] = sent;
        if (request === undefined)
          throw new Error('unreachable: one was just counted');
        const { method, path, bodySchema, security } = operation(
          call.operationId,
        );
        expect(request.method).toBe(method);
        expect(request.path).toBe(filledPath(path, API_KEY_ID));

        const values: Readonly<Record<string, string>> = {
          [ApiKeyId.name]: API_KEY_ID,
          [ApiSecretKey.name]: CANARIES.apiSecretKey,
        };
        const expected = new Map(
          (security[0] ?? []).map(({ header }) => [header, values[header]]),
        );
        if (bodySchema === undefined) expect(request.body).toBe('');
        else {
          expect(JSON.parse(request.body)).toEqual(call.body);
          // No white space, no key twice, no key that JSON leaves out.
          expect(request.body).toBe(JSON.stringify(JSON.parse(request.body)));
          expect(compile(bodySchema)(JSON.parse(request.body))).toBe(true);
          expected.set('Content-Type', JSON_TYPE);
          expected.set(
            'Content-Length',
            String(Buffer.byteLength(request.body)),
          );
        }
        const own = request.headers.filter(
          ([name]) => !TRANSPORT.includes(name),
        );
        expect(own.toSorted()).toEqual([...expected].toSorted());
        const added = request.headers.filter(([name]) =>
          TRANSPORT.includes(name),
        );
        expect(added.map(([name]) => name).toSorted()).toEqual(TRANSPORT);
        expect(Object.fromEntries(added)).toMatchObject({
          Accept: JSON_TYPE,
          'Accept-Encoding': 'identity',
          Host: new URL(server.url).host,
        });
      },
    );

    it.each(['a/../b', 'a?b#c', 'a%2fb', '..', 'ü'])(
      'an API key id is one part of a path: %s',
      async (apiKeyId) => {
        const [refresh] = sdkCalls.filter(({ method }) => method === 'refresh');
        if (refresh === undefined)
          throw new Error('unreachable: the SDK refreshes');
        server.answer = () => good(refresh);
        const sent = await Promise.resolve()
          .then(() => calling(refresh, clientOf(apiKeyId)))
          // Refused by the constructor, before anything is sent.
          .catch((error: unknown) => {
            expect(error).toBeInstanceOf(TypeError);
            return server.take();
          });
        const { path } = operation('refreshToken');
        for (const request of sent)
          expect(request.path).toBe(filledPath(path, apiKeyId));
        expect(sent.length).toBeLessThanOrEqual(1);
      },
    );

    // After each of these the server may have done its work.
    const doubtful: readonly (readonly [string, Script])[] = [
      ['a reset', RESET],
      ['an end without an answer', ''],
      ['half an answer', answerBytes(200, '{}').slice(0, -1)],
      ...[408, 500, 502, 504].map(
        (status) =>
          [
            String(status),
            answerBytes(status, '{"msg":"","type":""}'),
          ] as const,
      ),
    ];
    it.each(
      calls.flatMap(([name, call]) =>
        doubtful.map(([what, script]) => [name, what, call, script] as const),
      ),
    )(
      '%s is sent again after %s only if that does no harm',
      async (_, __, call, script) => {
        server.answer = () => script;
        const sent = await calling(call);
        expect(sent).toHaveLength(call.repeatable ? 3 : 1);
        for (const request of sent) expect(request).toEqual(sent[0]);
      },
    );

    it.each(calls)(
      '%s is sent again, the same, after a 503',
      async (_, call) => {
        let count = 0;
        server.answer = () => {
          count += 1;
          return count === 1
            ? answerBytes(503, '{"msg":"","type":""}', { 'Retry-After': '1' })
            : good(call);
        };
        const sent = await calling(call);
        expect(sent).toHaveLength(2);
        expect(sent[1]).toEqual(sent[0]);
      },
    );

    it.each(calls)('%s follows no redirect', async (_, call) => {
      await using elsewhere = await startScriptedServer();
      elsewhere.answer = () => good(call);
      server.answer = () =>
        answerBytes(307, '', { Location: `${elsewhere.url}/` });
      expect(await calling(call)).toHaveLength(1);
      expect(elsewhere.requests).toEqual([]);
    });
  },
  { atLeast: 4 * sdkCalls.length },
);
