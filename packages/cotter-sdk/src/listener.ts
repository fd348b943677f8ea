/**
 * Reads the option `onEvent`. What the listener throws is ignored: it must not decide what becomes of a call, of a token
 * or of a session, and nobody here could say more about it than the listener itself.
 *
 * @throws TypeError that names the option.
 */
export function readListener<Event>(
  onEvent: ((event: Event) => void) | undefined,
): (event: Event) => void {
  // JavaScript may pass anything.
  const given: unknown = onEvent;
  if (given !== undefined && typeof given !== 'function') {
    throw new TypeError('onEvent must be a function');
  }
  return (event) => {
    try {
      onEvent?.(event);
    } catch {
      // As said above.
    }
  };
}
