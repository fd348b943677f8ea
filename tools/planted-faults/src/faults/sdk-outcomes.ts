// The SDK tells its caller something else than what happened, or tells a secret.
import type { PlantedFault } from '../fault.ts';
import type { Proof, ScriptedAnswer } from '../proof.ts';
import { refusal } from './answers.ts';

/** What a refresh comes to, with an answer like this. */
function refreshing(
  answer: ScriptedAnswer,
  look: (outcome: Record<string, unknown>) => unknown,
): Proof {
  return async ({ sdk, startServer }) => {
    const { url: baseUrl } = await startServer(answer);
    const client = new sdk.CotterClient({
      apiKeyId: 'key-id',
      baseUrl,
      maxRetries: 0,
    });
    const outcome: unknown = await client
      .refresh('17:CANARYrefresh', { timeoutMs: 1000 })
      .catch((error: unknown) => error);
    return look((outcome ?? {}) as Record<string, unknown>);
  };
}

export const sdkOutcomeFaults: readonly PlantedFault[] = [
  {
    id: 'sdk/token-in-error',
    harm: 'a refresh token lands in logs with an error',
    edits: [
      {
        file: 'packages/cotter-sdk/src/retry/read-response.ts',
        find: 'serverMessage: envelope && redact(envelope.msg, secrets, publicText),',
        replace: 'serverMessage: envelope && envelope.msg,',
      },
    ],
    by: '13-sdk-outcomes',
    proof: refreshing(refusal(400, '17:CANARYrefresh is no good'), (error) =>
      JSON.stringify(error).includes('CANARY'),
    ),
  },
  {
    id: 'sdk/token-in-event',
    harm: 'a refresh token lands in logs with an event',
    edits: [
      {
        file: 'packages/cotter-sdk/src/retry/send-with-retries.ts',
        find: 'operation: operation.name,\n        attempt,',
        replace:
          'operation: operation.name,\n        ...{ body: operation.body },\n        attempt,',
      },
    ],
    by: 'packages/cotter-sdk/src/client/privacy.spec.ts',
    proof: async ({ sdk, startServer }) => {
      const { url: baseUrl } = await startServer(refusal(503));
      const events: unknown[] = [];
      const client = new sdk.CotterClient({
        apiKeyId: 'key-id',
        baseUrl,
        onEvent: (event) => events.push(event),
      });
      await client.refresh('17:CANARYrefresh').catch(() => undefined);
      return JSON.stringify(events).includes('CANARY');
    },
  },
  {
    id: 'sdk/secret-inspected',
    harm: 'the secret key is printed with a client that is logged',
    edits: [
      {
        file: 'packages/cotter-sdk/src/client/client.ts',
        find: 'const fields = { apiKeyId,',
        replace: 'const fields = { ...this.#context.config, apiKeyId,',
      },
    ],
    by: 'packages/cotter-sdk/src/client/privacy.spec.ts',
    proof: async ({ sdk }) => {
      const { inspect } = await import('node:util');
      const client = new sdk.CotterClient({
        apiKeyId: 'key-id',
        apiSecretKey: 'CANARYsecret',
      });
      return inspect(client).includes('CANARY');
    },
  },
  {
    id: 'sdk/lost-answer-called-unsent',
    harm: 'a caller sends a refresh token again that was used, which ends the session',
    edits: [
      {
        file: 'packages/cotter-sdk/src/retry/send-with-retries.ts',
        find: "outcome: sent ? ('unknown' as const) : ('not_sent' as const),",
        replace: "outcome: 'not_sent' as const,",
      },
    ],
    by: 'tools/integration-tests/src/sdk-faults.spec.ts',
    proof: refreshing(undefined, ({ outcome }) => outcome),
  },
  {
    id: 'sdk/retry-after-ignored',
    harm: 'a server that asks for a pause is called again at once',
    edits: [
      {
        file: 'packages/cotter-sdk/src/retry/backoff.ts',
        find: 'return Math.max(retryAfterMs ?? 0, Math.floor',
        replace: 'return Math.max(0, Math.floor',
      },
    ],
    by: 'packages/cotter-sdk/src/retry/retry.spec.ts',
    proof: async ({ sdk, startServer }) => {
      const { url: baseUrl } = await startServer({
        status: 503,
        body: '',
        headers: { 'Retry-After': '1' },
      });
      const delays: number[] = [];
      const client = new sdk.CotterClient(
        {
          apiKeyId: 'key-id',
          baseUrl,
          onEvent: ({ delayMs }) => delays.push(delayMs),
        },
        {
          now: () => 0,
          date: () => 0,
          random: () => 0,
          sleep: () => Promise.resolve(),
        },
      );
      await client.fetchJwks().catch(() => undefined);
      return delays;
    },
  },
  {
    id: 'sdk/timeout-not-kept',
    harm: 'a server that does not answer holds a caller for ever',
    edits: [
      {
        file: 'packages/cotter-sdk/src/retry/send-with-retries.ts',
        find: 'const deadline = startDeadline(signal, timeoutMs);',
        replace: 'const deadline = startDeadline(signal, timeoutMs * 3);',
      },
    ],
    by: 'packages/cotter-sdk/src/operations/exchange-no-answer.spec.ts',
    proof: async ({ sdk, startServer }) => {
      const { url: baseUrl } = await startServer(undefined);
      const client = new sdk.CotterClient({ apiKeyId: 'key-id', baseUrl });
      const signal = AbortSignal.timeout(1500);
      return client.refresh('17:refresh', { signal, timeoutMs: 700 }).then(
        () => 'resolved',
        (error: unknown) => (error as { code?: string }).code,
      );
    },
  },
];
