import type { ApiResponse } from './response.ts';

/** A request that the engine found valid. */
export interface Call {
  /** Without host and query; not decoded. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body; it matches the operation's schema. */
  readonly body: unknown;
}

/**
 * Answers one operation. It reads the clock and changes the state before it returns; what it waits for is signatures.
 *
 * @throws {ApiError} when the request is valid by the description but cannot be granted
 */
export type Handler = (call: Call) => ApiResponse | Promise<ApiResponse>;

/** The handler of each operation, by operationId. */
export type Handlers = Readonly<Record<string, Handler>>;
