import type { operations, paths } from '@org/cotter-types';
import { mock } from '../model/state.ts';
import { curlLine, header, headerFromVariable } from '../requests/curl.ts';
import type { Minted } from './mints.ts';

const TOKEN_PATH = '/api/v0/token' satisfies keyof paths;
const VERIFY_PATH = '/verify' satisfies keyof paths;
const JSON_TYPE = header('Content-Type', 'application/json');

type Grant =
  operations['exchangeToken']['requestBody']['content']['application/json'];

/** A minted token as a request to the mock. There is none for an id token. */
export function curlOf({ mint, token }: Minted): string | undefined {
  const url = mock.value?.url ?? location.origin;
  if (typeof token === 'string')
    return mint.name === 'access token'
      ? curlLine('POST', url + VERIFY_PATH, [JSON_TYPE], {
          oauth_token: { access_token: token },
        })
      : undefined;
  const isEvent = mint.name === 'event token';
  const { issuer, receiver } = token as Record<string, string>;
  const body = isEvent
    ? {
        grant_type: 'event_token' satisfies Grant['grant_type'],
        event_token: token,
      }
    : {
        grant_type: 'identity_token' satisfies Grant['grant_type'],
        identity_token: token,
      };
  return curlLine(
    'POST',
    url + TOKEN_PATH,
    [
      header('API_KEY_ID', (isEvent ? issuer : receiver) ?? ''),
      headerFromVariable('API_SECRET_KEY', 'API_SECRET_KEY'),
      JSON_TYPE,
    ],
    body,
  );
}

/** A minted token as a call of the SDK. */
export function sdkLineOf({ mint, token }: Minted): string | undefined {
  const text = JSON.stringify(token);
  switch (mint.name) {
    case 'identity token':
      return `await cotter.exchangeIdentityToken(${text});`;
    case 'event token':
      return `await cotter.exchangeEventToken(${text});`;
    case 'access token':
      return `await verifier.verifyAccessToken(${text});`;
    case 'id token':
      return `await verifier.verifyIdToken(${text});`;
    default:
      return undefined;
  }
}
