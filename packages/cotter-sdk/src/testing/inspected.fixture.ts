import { inspect } from 'node:util';

/** Everything that a log, a reporter or a debugger could show of a value, in one text. */
export function inspected(value: unknown): string {
  const deep = { depth: Infinity, showHidden: true, getters: true };
  const texts = [
    String(value),
    inspect(value),
    inspect(value, deep),
    inspect(value, { ...deep, customInspect: false }),
    JSON.stringify(value),
    inspect(structuredClone(value), deep),
  ];
  if (value instanceof Error) {
    texts.push(value.message, value.stack ?? '', inspect(value.cause, deep));
  }
  return texts.join('\n');
}
