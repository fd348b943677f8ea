import { z } from 'zod';

/** The body of every failure. Fields that are not described are dropped. */
export const CotterErrorBodySchema = z.object({
  msg: z.string(),
  type: z.string(),
});
