import { z } from 'zod';
import {
  ApiKeyIdSchema,
  Rfc3339TimeSchema,
  SignatureSchema,
  UnixSecondsStringSchema,
} from './primitives.ts';
import { text } from './text.ts';

/** What Cotter issues after an authentication event. Refuses fields that are not described. */
export const EventTokenSchema = z.strictObject({
  CreatedAt: Rfc3339TimeSchema,
  DeletedAt: Rfc3339TimeSchema.nullable(),
  ID: z.int().min(0),
  UpdatedAt: Rfc3339TimeSchema,
  approved: z.boolean(),
  client_user_id: text(1, 255),
  event: text(1, 255),
  ip: text(0, 255),
  issuer: ApiKeyIdSchema,
  location: text(0, 255),
  method: z.enum(['TRUSTED_DEVICE', 'PIN', 'BIOMETRIC']),
  new: z.boolean(),
  signature: SignatureSchema,
  timestamp: UnixSecondsStringSchema,
});
