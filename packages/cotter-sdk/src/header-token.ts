import { z } from 'zod';

/**
 * A token that goes into an `Authorization` header: visible ASCII (RFC 6750 section 2.1 has less). Anything else could
 * end the header early and start another.
 */
export const HeaderTokenSchema = z.string().regex(/^[!-~]+$/);
