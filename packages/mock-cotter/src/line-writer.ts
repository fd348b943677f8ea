/** Writes lines to a stream. */
export interface LineWriter {
  readonly write: (line: string) => void;
  /** Writes at once what still waits. */
  readonly flush: () => void;
}

/** How long a line waits for others, in milliseconds. */
const WAIT_MS = 20;

/**
 * Writes many lines at once: to write one to a pipe takes longer than to sign a token, and every exchange of a
 * documented example logs a warning.
 */
export function createLineWriter(sink: (text: string) => void): LineWriter {
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const text = waiting.map((line) => `${line}\n`).join('');
    waiting = [];
    sink(text);
  };
  return {
    write(line) {
      waiting.push(line);
      // It keeps no process alive: whoever ends one flushes.
      timer ??= setTimeout(flush, WAIT_MS).unref();
    },
    flush,
  };
}
