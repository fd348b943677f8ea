/** Warnings about what strict mode would refuse. */
export interface Warnings {
  /** Logs a warning that was not logged yet: a suite exchanges the same documented example over and over. */
  warn(line: string): void;
  /** Logs each again. */
  clear(): void;
}

/** Warnings to one log. They must be few: each different one is remembered. */
export function createWarnings(log: (line: string) => void): Warnings {
  const logged = new Set<string>();
  return {
    warn(line) {
      if (logged.has(line)) return;
      logged.add(line);
      log(line);
    },
    clear() {
      logged.clear();
    },
  };
}
