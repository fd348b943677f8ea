/** Warnings about what strict mode would refuse. */
export interface Warnings {
  /** Logs a warning that was not logged yet: a suite exchanges the same documented example over and over. */
  say(line: string): void;
  /** Logs each anew. */
  clear(): void;
}

/** Warnings to one log. They must be few: each different one is remembered. */
export function createWarnings(log: (line: string) => void): Warnings {
  const said = new Set<string>();
  return {
    say(line) {
      if (said.has(line)) return;
      said.add(line);
      log(line);
    },
    clear() {
      said.clear();
    },
  };
}
