import type { z } from 'zod';
import type { OperationName } from './event.ts';

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
