/** Whether a body can be sent again: one that is read by sending it, such as a stream, cannot. */
export function isReplayable(body: unknown): boolean {
  return (
    body === undefined ||
    body === null ||
    typeof body === 'string' ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    body instanceof URLSearchParams ||
    body instanceof Blob ||
    body instanceof FormData
  );
}

/** Lets go of a body that nobody will read, so that its connection is freed. */
export function discard(body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  const { destroy } = body as { destroy?: unknown };
  if (typeof destroy === 'function') {
    Reflect.apply(destroy, body, []);
  } else if (body instanceof ReadableStream) {
    body.cancel().catch(() => undefined);
  }
}
