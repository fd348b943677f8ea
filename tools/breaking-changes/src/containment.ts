import type { SchemaAt } from './flat-schema.ts';
import { samplesOf } from './samples.ts';

/** A value that one schema takes and another refuses. */
export interface Counterexample {
  /** As JSON, cut short. */
  readonly value: string;
  /** Why the other refuses it, by the first of its keywords that does. */
  readonly problem: string;
}

/** Looks for a value of `from` that `into` refuses, among samples; that none is found proves nothing. */
export function counterexample(
  from: SchemaAt,
  into: SchemaAt,
): Counterexample | undefined {
  for (const value of samplesOf(from)) {
    const problem = into.side.refusal(into.pointer, value);
    if (problem !== undefined)
      return { value: short(JSON.stringify(value)), problem };
  }
  return undefined;
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 60)}…` : text;
}
