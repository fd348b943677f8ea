import { z } from 'zod';
import {
  ApiKeyIdSchema,
  SignatureSchema,
  UnixSecondsStringSchema,
  UuidSchema,
} from './primitives.ts';
import { text } from './text.ts';

/** What Cotter issues after it verified an email address or a phone number. Refuses fields that are not described. */
export const IdentityTokenSchema = z.strictObject({
  expire_at: UnixSecondsStringSchema,
  identifier: text(1, 320),
  identifier_id: UuidSchema,
  identifier_type: z.enum(['EMAIL', 'PHONE']),
  receiver: ApiKeyIdSchema,
  signature: SignatureSchema,
  timestamp: UnixSecondsStringSchema,
});
