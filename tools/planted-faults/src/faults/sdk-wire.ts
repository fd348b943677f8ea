// The SDK sends something else than the description says.
import type { PlantedFault } from '../fault.ts';
import type { RawRequest } from '@org/contract-tests/internal/traffic/scripted-server';
import type { Proof, ProofTools } from '../proof.ts';
import { OK } from './answers.ts';

type Client = InstanceType<ProofTools['sdk']['CotterClient']>;

/** What a call of the SDK sent, as far as it is looked at. */
function sending(
  call: (client: Client) => Promise<unknown>,
  look: (requests: readonly RawRequest[]) => unknown,
): Proof {
  return async (tools) => {
    const server = await tools.startServer(OK);
    const client = new tools.sdk.CotterClient({
      apiKeyId: 'key-id',
      apiSecretKey: 'secret-key',
      baseUrl: server.url,
    });
    await call(client).catch(() => undefined);
    return look(server.requests);
  };
}

const refresh = (client: Client): Promise<unknown> =>
  client.refresh('17:refresh');

export const sdkWireFaults: readonly PlantedFault[] = [
  {
    id: 'sdk/secret-sent-with-refresh',
    harm: 'the secret key goes where it is not needed, and a page, which has none, cannot refresh',
    edits: [
      {
        file: 'packages/cotter-sdk/src/operations/refresh.ts',
        find: "keys: 'id',",
        replace: "keys: 'id_and_secret',",
      },
    ],
    by: '14-sdk-wire',
    proof: sending(refresh, ([request]) =>
      request?.headers.some(([name]) => name === 'API_SECRET_KEY'),
    ),
  },
];
