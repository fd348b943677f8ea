/**
 * An id for a call that has none from the server. It is made here and never sent, because Cotter does not allow such a
 * header across origins; `local-` tells it apart from an id that Cotter's support could look up.
 */
export function localRequestId(): string {
  // Unlike `randomUUID`, this also exists on pages without https.
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return `local-${hex.join('')}`;
}
