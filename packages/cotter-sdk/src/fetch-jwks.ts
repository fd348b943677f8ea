import { JwksSchema, type Jwks, type paths } from '@org/cotter-types';
import type { Operation } from './operation.ts';

const JWKS_PATH = '/api/v0/token/jwks' satisfies keyof paths;

/** Gets the public keys. */
export const FETCH_JWKS: Operation<Jwks> = {
  name: 'getJwks',
  method: 'GET',
  path: JWKS_PATH,
  keys: 'none',
  secrets: [],
  repeatable: true,
  spendsRefreshToken: false,
  usesCookie: false,
  answer: { what: 'a JSON Web Key Set', schema: JwksSchema },
};
