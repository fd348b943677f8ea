/** What remains of an error of Node or axios. */
export interface NetworkFault {
  /** Node's name of the fault, such as `ECONNREFUSED`. */
  readonly systemCode: string | undefined;
  /** True if it arose before there was a connection. */
  readonly notSent: boolean;
}

/**
 * Reduces what Node or axios threw to a name and to whether the request can have left. Nothing else is kept, because
 * such errors carry the request with its keys.
 */
export function networkFault(thrown: unknown): NetworkFault {
  // axios wraps what Node threw; only Node's own error says at which step it failed.
  const fault = property(thrown, 'cause') ?? thrown;
  const code = property(fault, 'code');
  return {
    // Node's codes are upper-case words.
    systemCode:
      typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code)
        ? code
        : undefined,
    notSent: connectionFailed(fault),
  };
}

/** Whether the fault arose while the host was looked up or the connection made. */
function connectionFailed(fault: unknown): boolean {
  // One host with several addresses fails as a group.
  const errors = property(fault, 'errors');
  if (Array.isArray(errors) && errors.length > 0) {
    return errors.every(connectionFailed);
  }
  const step = property(fault, 'syscall');
  return step === 'connect' || step === 'getaddrinfo';
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
