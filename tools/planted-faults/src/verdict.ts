import { isDeepStrictEqual } from 'node:util';
import type { PlantedFault } from './fault.ts';
import type { FileResult } from './run-checks.ts';
import { checkOf, fileOf } from './check-files.ts';

/**
 * What came of a planted fault.
 *
 * - `killed`: the expected check failed, with an assertion of its own.
 * - `elsewhere`: other checks noticed, the expected one did not.
 * - `survived`: no check noticed.
 * - `crashed`: the expected check or the proof could not run, so neither says anything about the fault.
 * - `unproven`: checks failed, but the proof yields the same with and without the fault.
 */
export type Verdict =
  'crashed' | 'elsewhere' | 'killed' | 'survived' | 'unproven';

export interface Assessment {
  readonly verdict: Verdict;
  /** Every check that failed because of the fault, by its id or file. */
  readonly noticedBy: readonly string[];
  /** The test of the expected check that failed first, and the first line of what it said. */
  readonly failure?: { readonly test: string; readonly message: string };
}

/** What a run is assessed by. */
export interface Evidence {
  readonly files: readonly FileResult[];
  /** What the proof yields without the fault, and with it. */
  readonly sound: unknown;
  readonly faulty: unknown;
}

export function assess(
  { by }: PlantedFault,
  { files, sound, faulty }: Evidence,
): Assessment {
  const noticedBy = files
    .filter(({ failed }) => failed.some(isVerdict))
    .map(({ file }) => checkOf(file))
    .toSorted();
  const expected = files.find(({ file }) => file === fileOf(by));
  const first = expected?.failed.find(isVerdict);
  const verdict = ((): Verdict => {
    if (expected === undefined || expected.crash !== undefined)
      return 'crashed';
    if (faulty === undefined) return 'crashed';
    if (noticedBy.length === 0) return 'survived';
    if (isDeepStrictEqual(sound, faulty)) return 'unproven';
    return first === undefined ? 'elsewhere' : 'killed';
  })();
  return {
    verdict,
    noticedBy,
    ...(first && {
      failure: {
        test: first.test,
        message: first.message.split('\n', 1)[0] ?? '',
      },
    }),
  };
}

/** A test that ran out of time asserted nothing: it may have been slow for any reason. */
function isVerdict({ message }: { readonly message: string }): boolean {
  // The second is what vitest's JSON has in place of the first.
  return !/^Error: (?:(?:Test|Hook) timed out|STACK_TRACE_ERROR)/.test(message);
}
