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
];
