/** The id that an answer brought in `x-request-id`, if it is fit for a log. */
export function readRequestId(value: unknown): string | undefined {
  return typeof value === 'string' && /^[!-~]{1,128}$/.test(value)
    ? value
    : undefined;
}

/**
 * An id for a call that has none from the server. It is made here and never sent, because Cotter does not allow such a
 * header across origins; `local-` tells it apart from an id that Cotter's support could look up.
 */
export function localRequestId(): string {
  // It only has to differ from others in the same logs, so nothing is asked of the system's source of chance.
  return `local-${String(Math.random()).slice(2)}`;
}
