// Each answer that the description documents, served to the SDK as it stands there, becomes the answer's typed error.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CotterClient, isCotterError } from '@org/cotter-sdk';
import { description } from '@org/cotter-types/description';

const operation = description.paths['/api/v0/token'].post;
const { identity_token: token } =
  operation.requestBody.content['application/json'].examples.identityToken
    .value;

interface Documented {
  readonly status: number;
  readonly example: string;
  readonly body: { readonly msg: string; readonly type: string };
}

/** Every documented error, by status; the `default` response stands for the statuses that its text names. */
function documentedErrors(): Documented[] {
  return Object.entries(operation.responses).flatMap(([status, response]) => {
    if (!('$ref' in response)) return [];
    const name = response.$ref.slice(response.$ref.lastIndexOf('/') + 1);
    const { content } =
      description.components.responses[
        name as keyof typeof description.components.responses
      ];
    const examples: Record<string, { value: Documented['body'] }> =
      content['application/json'].examples;
    const statuses =
      status === 'default' ? [404, 405, 408, 431] : [Number(status)];
    return statuses.flatMap((each) =>
      Object.entries(examples).map(([example, { value }]) => ({
        status: each,
        example,
        body: value,
      })),
    );
  });
}

const codes: Record<number, string> = {
  400: 'bad_request',
  401: 'unauthorized',
  404: 'unexpected_status',
  405: 'unexpected_status',
  408: 'unexpected_status',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  431: 'unexpected_status',
  500: 'server_error',
  503: 'server_error',
};

let server: Server;
let client: CotterClient;
let answer: { status: number; body: string; contentType?: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    response.writeHead(answer.status, {
      'content-type': answer.contentType ?? 'application/json',
      'retry-after': '7',
    });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = new CotterClient({
    apiKeyId: token.receiver,
    apiSecretKey: 'canary-api-secret-key',
    baseUrl: `http://127.0.0.1:${String(port)}`,
    // What one answer becomes is the question here.
    maxRetries: 0,
  });
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

async function outcome(): Promise<unknown> {
  return client.exchangeIdentityToken(token).catch((error: unknown) => error);
}

describe('a documented error', () => {
  it.each(documentedErrors())(
    '$status $example becomes a typed error with the msg of the server',
    async ({ status, body }) => {
      answer = { status, body: JSON.stringify(body) };
      const error = await outcome();
      expect(isCotterError(error)).toBe(true);
      expect(error).toMatchObject({
        code: codes[status],
        status,
        serverMessage: body.msg,
        serverType: body.type,
      });
    },
  );

  it.each([429, 503])('%i says how long to wait', async (status) => {
    answer = { status, body: '{"msg":"Later.","type":""}' };
    expect(await outcome()).toMatchObject({
      retryAfterMs: 7000,
      retryable: true,
    });
  });
});

describe('a 200 that does not fit the description', () => {
  const tokens =
    operation.responses['200'].content['application/json'].examples
      .identityToken.value;

  it.each([
    ['an empty body', ''],
    ['a truncated body', JSON.stringify(tokens).slice(0, -5)],
    ['an HTML page', '<!doctype html><title>Login</title>'],
    ['null', 'null'],
    ['an array', JSON.stringify([tokens])],
    ...Object.keys(tokens).map((key) => [
      `a body without ${key}`,
      JSON.stringify({ ...tokens, [key]: undefined }),
    ]),
    ['expires_in as text', JSON.stringify({ ...tokens, expires_in: '3600' })],
    ['another token type', JSON.stringify({ ...tokens, token_type: 'mac' })],
  ])('%s is an error', async (_, body = '') => {
    answer = { status: 200, body };
    expect(await outcome()).toMatchObject({
      code: 'invalid_response',
      status: 200,
    });
  });
});
