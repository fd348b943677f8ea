import { z } from 'zod';

const coordinate = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .max(43);

/** A public key on the curve P-256 (RFC 7518 section 6.2.1). */
export const JwkSchema = z.object({
  alg: z.literal('ES256'),
  crv: z.literal('P-256'),
  kid: z.string().min(1),
  kty: z.literal('EC'),
  use: z.literal('sig'),
  x: coordinate,
  y: coordinate,
});

/** A JSON Web Key Set (RFC 7517). */
export const JwksSchema = z.object({ keys: z.array(JwkSchema).min(1) });
