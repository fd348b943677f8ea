import { describe, expect, it } from 'vitest';
import { CotterClient, type AnyCotterError } from '../index.ts';
import { reply, startServer } from '../testing/scripted-server.fixture.ts';
import { identityToken } from '../testing/tokens.fixture.ts';
import { actionOfFault } from './action.ts';

async function actionOf(call: Promise<unknown>): Promise<unknown> {
  const error = await call.catch((thrown: unknown) => thrown);
  return (error as AnyCotterError).action;
}

async function startClient(status: number, body: object) {
  const server = await startServer(reply(status, body));
  return new CotterClient({
    apiKeyId: 'key-id',
    apiSecretKey: 'secret',
    baseUrl: server.origin,
    maxRetries: 0,
  });
}

const calls = {
  exchange: (client: CotterClient) =>
    client.exchangeIdentityToken(identityToken),
  refresh: (client: CotterClient) => client.refresh('39560:token'),
  claims: (client: CotterClient) =>
    client.addCustomClaims({ token: 'a.b.c', customAttributes: {} }),
  jwks: (client: CotterClient) => client.fetchJwks(),
};
const notValid = 'The refresh token is not valid.';

describe('what to do about a response', () => {
  it.each<[number, string, keyof typeof calls, string]>([
    [400, 'The token has expired.', 'exchange', 'sign_in'],
    [400, notValid, 'refresh', 'sign_in'],
    [400, 'Try again.', 'refresh', 'retry'],
    [400, 'Too many claims.', 'claims', 'fix'],
    [401, 'Wrong keys.', 'exchange', 'fix'],
    [404, 'No such path.', 'refresh', 'fix'],
    [413, 'Too large.', 'exchange', 'fix'],
    [408, 'Late.', 'exchange', 'retry'],
    [429, 'Later.', 'refresh', 'retry'],
    [500, 'Broken.', 'exchange', 'retry'],
    [503, 'Later.', 'jwks', 'retry'],
  ])('%i "%s" to %s: %s', async (status, msg, call, action) => {
    const client = await startClient(status, { msg, type: '' });
    expect(await actionOf(calls[call](client))).toBe(action);
  });

  it.each([
    ['of another shape', { other: 1 }, 'fix'],
    ['with only the next refresh token', { refresh_token: '1:x' }, 'retry'],
  ])('200 %s: %s', async (_, body, action) => {
    const client = await startClient(200, body);
    expect(await actionOf(calls.refresh(client))).toBe(action);
  });
});

describe('what to do without a response', () => {
  it.each([
    [undefined, 'retry'],
    ['ECONNREFUSED', 'retry'],
    ['ENOTFOUND', 'retry'],
    ['CERT_HAS_EXPIRED', 'fix'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'fix'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'fix'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'fix'],
  ])('%s: %s', (systemCode, action) => {
    expect(actionOfFault(systemCode)).toBe(action);
  });

  it('nothing was sent, because the input or the options are wrong', async () => {
    const client = new CotterClient({ apiKeyId: 'key-id' });
    expect(await actionOf(client.refresh(''))).toBe('fix');
    expect(await actionOf(client.exchangeIdentityToken(identityToken))).toBe(
      'fix',
    );
  });

  it('the call was aborted', async () => {
    const client = new CotterClient({ apiKeyId: 'key-id' });
    const call = client.fetchJwks({ signal: AbortSignal.abort() });
    expect(await actionOf(call)).toBe('retry');
  });
});
