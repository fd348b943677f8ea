// Every limit of the mock in one place.

/** The largest request body, in bytes. A documented request has less than 1 kB. */
export const BODY_LIMIT_BYTES = 65_536;
/** The largest body of a control request, in bytes: a state with 100,000 sessions has half of it. */
export const CONTROL_BODY_LIMIT_BYTES = 67_108_864;
/** How deep objects and arrays in a body may nest. The documented requests nest two deep. */
export const MAX_JSON_DEPTH = 32;
/** The most custom claims of one token, as JSON, in bytes: the token must still fit into a header. */
export const CUSTOM_CLAIMS_LIMIT_BYTES = 8192;
/** The most problems that one error message lists. */
export const MAX_PROBLEMS = 20;
/** The most fault rules that can wait at once. */
export const MAX_FAULT_RULES = 1000;
/** The most API key ids that can have a clock of their own at once. */
export const MAX_CLOCKS = 10_000;
/** The most retired signing keys that stay published; one more, and the oldest is withdrawn. */
export const MAX_RETIRED_KEYS = 100;
/** The most ended sessions that are remembered, to say why they ended. */
export const MAX_ENDED_SESSIONS = 1000;
/** The most sessions that one list has. */
export const MAX_LISTED_SESSIONS = 1000;
/** How long a request may take to arrive, in milliseconds. */
export const REQUEST_TIMEOUT_MS = 30_000;
/** How long a connection may stay unused, in milliseconds: longer than clients keep one, so that none sends into a closing one. */
export const KEEP_ALIVE_MS = 72_000;
/** How long a close waits for connections that sent nothing, in milliseconds: a request may have just arrived. */
export const SILENT_CONNECTION_MS = 50;
/** How long a close waits for requests that do not end, in milliseconds. */
export const DRAIN_MS = 2000;
