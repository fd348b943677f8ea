/**
 * An id for a call that has none from the server. It is made here and never sent, because Cotter does not allow such a
 * header across origins; `local-` tells it apart from an id that Cotter's support could look up.
 */
export function localRequestId(): string {
  // Unlike `randomUUID`, this also exists on pages without https.
  const numbers = crypto.getRandomValues(new Uint32Array(2));
  return `local-${numbers.join('-')}`;
}
