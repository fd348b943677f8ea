// The SDK against the mock, with every exchange judged by the description.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CotterClient, isCotterError, type CotterError } from '@org/cotter-sdk';
import type { IdentityToken } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';
import { violations } from './oracle/oracle.ts';
import { record, type Exchange, type Recorder } from './traffic/recorder.ts';

const path = '/api/v0/token';
const operation = description.paths[path].post;
const requests = operation.requestBody.content['application/json'].examples;
const answers = operation.responses['200'].content['application/json'].examples;
const identityToken = requests.identityToken.value.identity_token;
const eventToken = requests.eventToken.value.event_token;
const apiKeyId = identityToken.receiver;
const apiSecretKey = 'canary-api-secret-key';

let mock: MockCotter;
let recorder: Recorder;
let client: CotterClient;

beforeAll(async () => {
  mock = await startMockCotter();
  recorder = await record(mock.url);
  client = new CotterClient({ apiKeyId, apiSecretKey, baseUrl: recorder.url });
});

afterAll(async () => {
  await recorder[Symbol.asyncDispose]();
  await mock.close();
});

/** The one exchange that a call made, after the oracle found nothing wrong with it. */
function theExchange(): Exchange {
  const exchanges = recorder.take();
  expect(exchanges).toHaveLength(1);
  const [exchange] = exchanges;
  if (exchange === undefined)
    throw new Error('unreachable: the length was just asserted');
  expect(exchange.path).toBe(path);
  expect(exchange.method).toBe('POST');
  expect(violations(path, 'post', exchange.response)).toEqual([]);
  return exchange;
}

describe('exchangeIdentityToken', () => {
  it('sends what the description says and returns what the mock answered', async () => {
    const tokens = await client.exchangeIdentityToken(identityToken);
    const exchange = theExchange();
    expect(tokens).toEqual(JSON.parse(exchange.response.body));
    expect(tokens.auth_method).toBe(answers.identityToken.value.auth_method);
    expect(JSON.parse(exchange.requestBody)).toEqual(
      requests.identityToken.value,
    );
    expect(exchange.requestHeaders).toContainEqual(['API_KEY_ID', apiKeyId]);
    expect(exchange.requestHeaders).toContainEqual([
      'API_SECRET_KEY',
      apiSecretKey,
    ]);
  });
});

describe('exchangeEventToken', () => {
  it('sends what the description says and returns what the mock answered', async () => {
    const tokens = await client.exchangeEventToken(eventToken);
    const exchange = theExchange();
    expect(tokens).toEqual(JSON.parse(exchange.response.body));
    expect(tokens.auth_method).toBe(answers.eventToken.value.auth_method);
    expect(JSON.parse(exchange.requestBody)).toEqual(requests.eventToken.value);
  });
});

describe('a refusal by the mock', () => {
  async function refusalOf(token: IdentityToken): Promise<CotterError> {
    const outcome: unknown = await client
      .exchangeIdentityToken(token)
      .catch((error: unknown) => error);
    if (!isCotterError(outcome))
      throw new Error('the call was not refused with an error of the SDK');
    return outcome;
  }

  it('of a token issued for another API key id becomes a typed error with its msg', async () => {
    const error = await refusalOf({
      ...identityToken,
      receiver: 'another-api-key-id',
    });
    const { status, body } = theExchange().response;
    expect(status).toBe(400);
    expect(error).toMatchObject({
      code: 'bad_request',
      status: 400,
      retryable: false,
    });
    expect(error).toMatchObject({
      serverMessage: (JSON.parse(body) as { msg: string }).msg,
    });
  });

  it('holds no secret', async () => {
    const error = await refusalOf({
      ...identityToken,
      receiver: 'x',
      signature: 'canary-signature',
    });
    recorder.take();
    expect(JSON.stringify(error) + String(error.stack)).not.toMatch(/canary/);
  });
});

describe('a token that the description forbids', () => {
  it.each([
    ['an unknown field', { ...identityToken, admin: true }],
    ['a missing field', { ...identityToken, signature: undefined }],
    ['a wrong type', { ...identityToken, expire_at: 1588849208 }],
  ])('with %s is refused before anything is sent', async (_, token) => {
    await expect(
      client.exchangeIdentityToken(token as never),
    ).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(recorder.take()).toEqual([]);
  });
});
