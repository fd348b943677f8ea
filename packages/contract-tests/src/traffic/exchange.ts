import type { ObservedResponse } from '../oracle/oracle.ts';

/** A request to a target. */
export interface Request {
  readonly method: string;
  /** As it goes into the request line: with its query, encoded. */
  readonly path: string;
  /** Names as they are sent. A name may come twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Buffer | string;
}

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly request: Request;
  readonly response: ObservedResponse;
}
