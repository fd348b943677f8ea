import { createTokenVerifier } from '@org/cotter-sdk/verify';

/** In its own file, so that the proxy loads no client and no store. */
export const verifier = createTokenVerifier({
  apiKeyId: process.env['COTTER_API_KEY_ID'] ?? 'not set during the build',
  baseUrl: process.env['COTTER_BASE_URL'],
});
