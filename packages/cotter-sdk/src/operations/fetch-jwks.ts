import {
  JwkSchema,
  JwksSchema,
  type Jwks,
  type paths,
} from '@org/cotter-types';
import { z } from 'zod';
import type { Operation } from './operation.ts';

const JWKS_PATH = '/api/v0/token/jwks' satisfies keyof paths;

/** Keys of other kinds than the described one are passed over (RFC 7517 section 5). */
const KnownKeysSchema = z
  .object({ keys: z.array(z.unknown()) })
  .transform(({ keys }) => ({
    keys: keys.flatMap((key) => JwkSchema.safeParse(key).data ?? []),
  }))
  .pipe(JwksSchema);

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
  answer: { what: 'a JSON Web Key Set', schema: KnownKeysSchema },
};
