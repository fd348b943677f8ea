import { CotterClient, isCotterError } from '@org/cotter-sdk';
import { createSession } from '@org/cotter-sdk/session';
import { createTokenVerifier } from '@org/cotter-sdk/verify';
import type { OAuthTokens } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { startMockCotter } from '@org/mock-cotter';
import { masked } from './mask.ts';

const path = '/api/v0/token';
const operation = description.paths[path].post;
const requests = operation.requestBody.content['application/json'].examples;
const identityToken = requests.identityToken.value.identity_token;
const eventToken = requests.eventToken.value.event_token;
const apiSecretKey = 'demo-secret-key-that-nobody-uses';

/**
 * Plays the main job from end to end: starts the mock, exchanges both documented tokens through the SDK, verifies and
 * refreshes what came back, and tells what was sent and what was answered, secrets masked.
 *
 * @param print takes one line at a time
 */
export async function transcript(print: (line: string) => void): Promise<void> {
  const fields = (value: object): void => {
    const width = Math.max(...Object.keys(value).map((key) => key.length));
    for (const [key, each] of Object.entries(value)) {
      print(`       ${key.padEnd(width)}  ${masked(key, each)}`);
    }
  };

  const exchange = async (
    call: string,
    sent: object,
    run: () => Promise<OAuthTokens>,
  ): Promise<OAuthTokens> => {
    print(`   ${call} sends:`);
    fields(sent);
    print('');
    const start = performance.now();
    const tokens = await run();
    print(`   and gets, after ${since(start)}:`);
    fields(tokens);
    print('');
    return tokens;
  };

  print("Cotter's OAuth tokens from end to end, on this machine only");
  print('');
  const start = performance.now();
  await using mock = await startMockCotter({ strict: false });
  print(`1. The mock answers on ${mock.url} (started in ${since(start)}).`);
  print('');

  const client = new CotterClient({
    apiKeyId: identityToken.receiver,
    apiSecretKey,
    baseUrl: mock.url,
  });
  print(`   POST ${path} carries, in each call below:`);
  fields({ API_KEY_ID: identityToken.receiver, API_SECRET_KEY: apiSecretKey });
  print('');

  print(
    '2. A user verified an email address. Your backend exchanges the identity token.',
  );
  const tokens = await exchange(
    'client.exchangeIdentityToken(identityToken)',
    identityToken,
    () => client.exchangeIdentityToken(identityToken),
  );

  print(
    '3. A user logged in with a trusted device. Your backend exchanges the event token.',
  );
  await exchange('client.exchangeEventToken(eventToken)', eventToken, () =>
    client.exchangeEventToken(eventToken),
  );

  print('4. Your backend verifies the access token on each request.');
  const verifier = createTokenVerifier({
    apiKeyId: identityToken.receiver,
    jwks: new URL(`${mock.url}/api/v0/token/jwks`),
  });
  const { claims } = await verifier.verifyAccessToken(tokens.access_token);
  fields({
    sub: claims.sub,
    aud: claims.aud,
    'expires at': new Date(claims.exp * 1000).toISOString(),
  });
  print('');

  print(
    '5. An hour later it has expired. Fifty requests need a new one at once.',
  );
  const session = createSession({
    client,
    tokens,
    now: () => mock.clock.now(),
  });
  mock.clock.advance((tokens.expires_in + 1) * 1000);
  const given = await Promise.all(
    Array.from({ length: 50 }, () => session.getAccessToken()),
  );
  print(
    `   The session refreshed; the callers got ${String(new Set(given).size)} new access token.`,
  );
  print('');

  print(
    '6. Somebody sends you a token that was issued for another application.',
  );
  try {
    await client.exchangeIdentityToken({
      ...identityToken,
      receiver: 'another-api-key-id',
    });
    throw new Error(
      'The mock accepted a token that was issued for another application.',
    );
  } catch (error) {
    if (!isCotterError(error)) throw error;
    print(`   The SDK throws a ${error.name} with code '${error.code}':`);
    print(`       ${error.message}`);
  }
  print('');
  print('7. A thief presents the refresh token that was used up.');
  try {
    await client.refresh(tokens.refresh_token);
    throw new Error('The mock accepted a refresh token twice.');
  } catch (error) {
    if (!isCotterError(error)) throw error;
    print(`   ${error.message}`);
  }
  print('');
  print('Next: npx nx serve mock-cotter');
}

function since(start: number): string {
  return `${(performance.now() - start).toFixed(0)} ms`;
}
