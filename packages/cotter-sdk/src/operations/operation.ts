import type { operations, paths } from '@org/cotter-types';
import type { z } from 'zod';

/** The operations that a client calls, as the API's description names them. */
export type OperationName = Exclude<keyof operations, 'verifyToken'>;

/** One operation of the API with its input, ready to be sent any number of times. */
export interface Operation<Result> {
  readonly name: OperationName;
  readonly method: 'DELETE' | 'GET' | 'POST';
  /** Whole, with every part already encoded. */
  readonly path: string;
  /** Which keys go along; none goes where it is not needed. */
  readonly keys: 'none' | 'id' | 'id_and_secret';
  /** JSON. */
  readonly body?: string;
  /** What is sent and must not come back in the text of an error. */
  readonly secrets: readonly string[];
  /** Whether the server may see the request twice without harm. */
  readonly repeatable: boolean;
  /** Whether the call may replace a refresh token; its errors then carry an `outcome`. */
  readonly spendsRefreshToken: boolean;
  /** Whether a browser sends and stores the http-only cookie that holds a refresh token. */
  readonly usesCookie: boolean;
  /** What a 200 holds. Undefined if its body does not matter. */
  readonly answer: Answer<Result> | undefined;
}

/** The form of an answer, and its name for messages. */
export interface Answer<Result> {
  readonly what: string;
  readonly schema: z.ZodType<Result>;
}

const TEMPLATE = '/api/v0/token/{api_key_id}' satisfies keyof paths;

/** The path of the operations that public clients call, for one API key id. */
export function tokenPath(apiKeyId: string): string {
  // A function, because a text as replacement would read `$` in the id as a command.
  return TEMPLATE.replace('{api_key_id}', () => encodeURIComponent(apiKeyId));
}
