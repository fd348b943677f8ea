import { z } from 'zod';
import { text } from './text.ts';

/** An API key id: opaque, 1 to 128 characters. */
export const ApiKeyIdSchema = text(1, 128);

/** A JWT in compact form, not constrained further, because the documentation prints shortened ones. */
export const JwtSchema = text(1, 16_384);

/** A refresh token: opaque, 1 to 512 characters. */
export const RefreshTokenSchema = text(1, 512);

/** An Ed25519 signature in base64, not constrained further, because the documentation prints shortened ones. */
export const SignatureSchema = text(1, 512);

/** Unix seconds as a decimal string. */
export const UnixSecondsStringSchema = z
  .string()
  .regex(/^(0|[1-9][0-9]*)$/)
  .max(11);

/** A UUID of any version. */
export const UuidSchema = z
  .string()
  .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/)
  .max(36)
  .meta({ format: 'uuid' });

/** A time as RFC 3339 writes it, with capital `T` and `Z`, up to nanoseconds. */
export const Rfc3339TimeSchema = z
  .string()
  .regex(
    /^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/,
  )
  .max(40)
  .refine((value) => z.iso.date().safeParse(value.slice(0, 10)).success, {
    error: 'must be a day of the calendar',
  })
  .meta({ format: 'date-time' });
