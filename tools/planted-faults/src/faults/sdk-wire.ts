// The SDK sends something else than the description says.
import type { PlantedFault } from '../fault.ts';
import type { RawRequest } from '@org/contract-tests/internal/traffic/scripted-server';
import type { Proof, ProofTools } from '../proof.ts';
import { OK, TOKENS } from './answers.ts';

const SRC = 'packages/cotter-sdk/src';

type Client = InstanceType<ProofTools['sdk']['CotterClient']>;

/** What a call of the SDK sent, as far as it is looked at. */
function sending(
  call: (client: Client) => Promise<unknown>,
  look: (requests: readonly RawRequest[]) => unknown,
  apiKeyId = 'key-id',
): Proof {
  return async (tools) => {
    const server = await tools.startServer(OK);
    const client = new tools.sdk.CotterClient({
      apiKeyId,
      apiSecretKey: 'secret-key',
      baseUrl: server.url,
    });
    await call(client).catch(() => undefined);
    return look(server.requests);
  };
}

const exchange = (client: Client): Promise<unknown> =>
  client.exchangeIdentityToken({
    expire_at: '1588849208',
    identifier: 'hello@example.com',
    identifier_id: 'e8a47aff-f520-4b8d-952b-79d36d10fb3e',
    identifier_type: 'EMAIL',
    receiver: 'key-id',
    signature: 'signature',
    timestamp: '1586257208',
  });
const refresh = (client: Client): Promise<unknown> =>
  client.refresh('17:refresh');

export const sdkWireFaults: readonly PlantedFault[] = [
  {
    id: 'sdk/wrong-path',
    harm: 'no exchange of tokens succeeds',
    edits: [
      {
        file: 'packages/cotter-sdk/src/operations/exchange.ts',
        find: "const TOKEN_PATH = '/api/v0/token' satisfies keyof paths;",
        replace: "const TOKEN_PATH = '/api/v0/tokens';",
      },
    ],
    by: '14-sdk-wire',
    proof: sending(exchange, ([request]) => request?.path),
  },
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
  {
    id: 'sdk/refresh-retried',
    harm: 'a refresh token is sent twice, which ends the session',
    edits: [
      {
        file: 'packages/cotter-sdk/src/operations/refresh.ts',
        find: 'repeatable: false,',
        replace: 'repeatable: true,',
      },
    ],
    by: '14-sdk-wire',
    proof: async ({ sdk, startServer }) => {
      const server = await startServer({
        status: 500,
        body: { msg: 'Down.', type: '' },
      });
      const client = new sdk.CotterClient({
        apiKeyId: 'key-id',
        baseUrl: server.url,
      });
      await client.refresh('17:refresh').catch(() => undefined);
      return server.requests.length;
    },
  },
  {
    id: 'sdk/redirect-followed',
    harm: 'the secret key is sent to whatever host an answer names',
    edits: [
      {
        file: `${SRC}/transport/axios-transport.ts`,
        find: 'maxRedirects: 0,',
        replace: 'maxRedirects: 5,',
      },
      {
        // Which would be used as it is, and follows none.
        file: `${SRC}/transport/axios-transport.ts`,
        find: 'transport: watched?.(watch),',
        replace: 'transport: undefined,',
      },
    ],
    by: '14-sdk-wire',
    proof: async (tools) => {
      const stranger = await tools.startServer(OK);
      const server = await tools.startServer({
        status: 307,
        body: '',
        headers: { Location: stranger.url },
      });
      const client = new tools.sdk.CotterClient({
        apiKeyId: 'key-id',
        apiSecretKey: 'secret-key',
        baseUrl: server.url,
      });
      await exchange(client).catch(() => undefined);
      return stranger.requests.length;
    },
  },
  {
    id: 'sdk/input-not-checked',
    harm: 'a malformed token is sent, and its refusal says less than the SDK would',
    edits: [
      {
        file: 'packages/cotter-sdk/src/operations/read-input.ts',
        find: 'if (result?.success === true) return result.data;',
        replace:
          'if (result?.success === true || result !== undefined) return (result.data ?? value) as z.output<Schema>;',
      },
    ],
    by: '08-agreement',
    proof: sending(
      (client) => client.exchangeIdentityToken(TOKENS as never),
      (requests) => requests.length,
    ),
  },
];
