import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTokenVerifier } from '@org/cotter-sdk/verify';
import type { OAuthTokens } from '@org/cotter-types';
import type { Children, Server } from './children.ts';
import {
  documentedExchange,
  exchange,
  oauth2Refresh,
  send,
  type TokenRequest,
} from './exchange.ts';
import { workspace } from './workspace.ts';

/** A server that issues tokens: how to start it, and what to ask it for. */
export interface TokenServer {
  readonly args: readonly string[];
  readonly request: (server: Server) => TokenRequest;
}

const own = (name: string) =>
  workspace(`tools/benchmarks/dist/servers/${name}.js`);
/** Our mock as its command line starts it. */
export const mock: TokenServer = {
  args: [workspace('packages/mock-cotter/bundle/main.js'), '--port', '0'],
  request: ({ url }) => documentedExchange(url),
};

/** The same with a state file, which is another one each time. */
export const stateMock: TokenServer = {
  args: [
    ...mock.args,
    '--state',
    join(mkdtempSync(join(tmpdir(), 'benchmark-')), 'state'),
  ],
  request: mock.request,
};

/** Our mock in strict mode, with an identity token that it minted. */
export const strictMock: TokenServer = {
  args: [own('strict-mock')],
  request: ({ url, lines }) => {
    const { body, apiKey } = JSON.parse(lines[0] ?? '') as {
      body: unknown;
      apiKey: { id: string; secret: string };
    };
    return exchange(url, body, apiKey);
  },
};

/** Prism as its command line starts it; it answers with the documented example. */
export const stockPrism: TokenServer = {
  args: [
    workspace('node_modules/@stoplight/prism-cli/dist/index.js'),
    'mock',
    '--port',
    '0',
    workspace('packages/cotter-types/openapi.yaml'),
  ],
  request: ({ url }) => documentedExchange(url),
};

export const oauth2MockServer: TokenServer = {
  args: [own('oauth2-mock')],
  request: ({ url }) => oauth2Refresh(url),
};

/** Reads the request as JSON and answers a constant. */
export const constantFloor: TokenServer = {
  args: [own('floor'), 'constant'],
  request: ({ url }) => documentedExchange(url),
};

/** Reads the request as JSON and signs the two tokens of the answer. */
export const signingFloor: TokenServer = {
  args: [own('floor'), 'signing'],
  request: ({ url }) => documentedExchange(url),
};

/**
 * Starts a server and checks that it answers correctly.
 *
 * @throws Error when it does not.
 */
export async function started(
  children: Children,
  { args, request }: TokenServer,
): Promise<{ readonly server: Server; readonly request: TokenRequest }> {
  const server = await children.serve(args);
  const asked = request(server);
  await send(asked);
  return { server, request: asked };
}

/**
 * Checks that both tokens of a mock's answer verify with the keys that it publishes.
 *
 * @throws CotterVerificationError when one does not.
 */
export async function checkSignatures(
  server: Server,
  request: TokenRequest,
): Promise<void> {
  const tokens = (await send(request)) as OAuthTokens;
  const verifier = createTokenVerifier({
    apiKeyId: request.headers['API_KEY_ID'] ?? '',
    jwks: `${server.url}/api/v0/token/jwks`,
  });
  await verifier.verifyAccessToken(tokens.access_token);
  await verifier.verifyIdToken(tokens.id_token);
}
