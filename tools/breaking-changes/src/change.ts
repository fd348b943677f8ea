/** One change from a base description to a head description. */
export interface Change {
  /** Named as oasdiff names its rules, where it has the rule. */
  readonly rule: string;
  /** Whether a client that is right by the base can be wrong by the head. */
  readonly breaking: boolean;
  /** The JSON pointer to what changed: in the head, or in the base where the head has no such thing. */
  readonly at: string;
  /** What the change is about, such as `refreshToken: request body`. */
  readonly where: readonly string[];
  /** What was, and what is. */
  readonly what: string;
  /** What a client meets; empty unless the change is breaking. */
  readonly suffers: string;
}

/** Puts changes of one thing that several operations share into one, and sorts the breaking ones first. */
export function merged(changes: readonly Change[]): Change[] {
  const found = new Map<string, Change>();
  for (const change of changes) {
    const key = [change.rule, change.at, change.what].join('\n');
    const before = found.get(key)?.where ?? [];
    const where = [...new Set([...before, ...change.where])];
    found.set(key, { ...change, where });
  }
  return [...found.values()].toSorted(
    (a, b) =>
      Number(b.breaking) - Number(a.breaking) || compare(a.at, b.at) || 0,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
