import { inspect } from 'node:util';
import { expect } from 'vitest';

/** Looks at a value from every side that a log may show, and for each secret in what it sees. */
export function expectNoSecret(
  value: unknown,
  secrets: readonly string[],
): void {
  const options = { depth: Infinity, showHidden: true };
  const text = [
    inspect(value, options),
    JSON.stringify(value),
    String(value),
    value instanceof Error ? (value.stack ?? '') : '',
    inspect(structuredClone(value), options),
  ].join('\n');
  for (const secret of secrets) expect(text).not.toContain(secret);
}
