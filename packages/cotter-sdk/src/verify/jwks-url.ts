import { isLoopback } from '../loopback.ts';

/**
 * Reads the address of a key set: https, or http on the own machine, because whoever can change the answer can forge
 * every token.
 *
 * @throws TypeError that names the option and not its value.
 */
export function readJwksUrl(value: string | URL): URL {
  const text = String(value);
  if (!URL.canParse(text)) {
    throw new TypeError('jwks must be a URL or a key set');
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('jwks must be a URL without credentials');
  }
  if (url.protocol === 'https:') return url;
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return url;
  throw new TypeError(
    'jwks must start with https://; http:// is for localhost, 127.0.0.1 and [::1] alone, because the signing keys could be replaced on the way',
  );
}
