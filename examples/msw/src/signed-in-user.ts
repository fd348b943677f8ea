import { createTokenVerifier } from '@org/cotter-sdk/verify';

const verifier = createTokenVerifier({ apiKeyId: 'mock-api-key-id' });

/** The code under test, of a page: whose id token is this? It asks https://www.cotter.app for the signing keys. */
export async function signedInUser(idToken: string): Promise<string> {
  const { claims } = await verifier.verifyIdToken(idToken);
  return claims.identifier ?? claims.sub;
}
