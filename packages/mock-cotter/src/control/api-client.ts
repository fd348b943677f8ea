import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '../generated/openapi.ts';

/** Which mock to control. */
export interface ControlClientOptions {
  /** Where it answers: `http://127.0.0.1:4010`. */
  readonly url: string;
  /** The mock's control token, if it has one. */
  readonly controlToken?: string;
}

/** Calls of the control API by method and path; both, and what they take and give, are checked by the compiler. */
export type ControlClient = Client<paths, 'application/json'>;

/** Makes a client of the control API. Nothing is sent before its first call. */
export function createControlClient({
  url,
  controlToken,
}: ControlClientOptions): ControlClient {
  return createClient<paths, 'application/json'>({
    baseUrl: url,
    ...(controlToken === undefined
      ? {}
      : { headers: { Authorization: `Bearer ${controlToken}` } }),
  });
}
