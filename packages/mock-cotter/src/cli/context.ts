/** The process that a command runs in. */
export interface CliContext {
  /** Writes a line to standard output. */
  readonly stdout: (line: string) => void;
  /** Writes a line to standard error. */
  readonly stderr: (line: string) => void;
  /** The environment's variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads all of standard input. Default: there is none. */
  readonly stdin?: () => Promise<string>;
  /** Whether standard output shows colours. Default: false. */
  readonly colour?: boolean;
  /** Aborted when the mock has to stop. */
  readonly stop: AbortSignal;
}
