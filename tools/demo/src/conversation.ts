import { startMockCotter } from '@org/mock-cotter';

/** What the mock is started with, so that the same is said each time. */
const OPTIONS = {
  seed: 'readme',
  now: '2026-01-01T00:00:00Z',
} as const;
const TOKEN = '/api/v0/token';
const HOUR_MS = 3_600_000;
/** Fields whose values are long; a reader needs no more than their beginning. */
const LONG =
  /"(access_token|id_token|refresh_token|signature)":"([^"]{14})[^"]{4,}"/g;

/**
 * Talks to a mock in strict mode, and tells what is said: an identity token is minted and exchanged, the access token
 * verified, the refresh token used, and used again; then the clock moves, and the access token has expired.
 *
 * @param print takes one line at a time
 */
export async function conversation(
  print: (line: string) => void,
): Promise<void> {
  await using mock = await startMockCotter(OPTIONS);
  const ask = async (
    path: string,
    body: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Record<string, unknown>> => {
    const response = await fetch(mock.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    print(`> POST ${path}`);
    print(`> ${shortened(body)}`);
    print(`< ${String(response.status)} ${shortened(answer)}`);
    print('');
    return answer;
  };
  const keyId = { API_KEY_ID: mock.apiKey.id };
  const keys = { ...keyId, API_SECRET_KEY: mock.apiKey.secret };

  print(`$ mock-cotter --strict --seed ${OPTIONS.seed} --now ${OPTIONS.now}`);
  print('');
  print('Mint an identity token, and exchange it:');
  const identityToken = await ask('/__mock/identity-tokens', {});
  const tokens = await ask(
    TOKEN,
    { grant_type: 'identity_token', identity_token: identityToken },
    keys,
  );
  const verify = { oauth_token: { access_token: tokens['access_token'] } };
  print('Verify the access token:');
  await ask('/verify', verify);

  const refreshing = {
    grant_type: 'refresh_token',
    refresh_token: tokens['refresh_token'],
  };
  print('Refresh, and use the same refresh token again, as a thief would:');
  await ask(`${TOKEN}/${mock.apiKey.id}`, refreshing, keyId);
  await ask(`${TOKEN}/${mock.apiKey.id}`, refreshing, keyId);

  print('Advance the clock by an hour: the access token has expired.');
  await ask('/__mock/clock/advance', { milliseconds: HOUR_MS });
  await ask('/verify', verify);
}

function shortened(body: object): string {
  return JSON.stringify(body).replace(LONG, '"$1":"$2…"');
}
