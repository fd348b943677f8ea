import { copyFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { firstStep, checkChange } from './gate.ts';
import { numbersOf, readSide } from './side.ts';

/** The description as it was last released. */
export const BASELINE = fileURLToPath(
  new URL('../baseline/openapi.yaml', import.meta.url),
);
/** The description as it is. */
export const CURRENT = createRequire(import.meta.url).resolve(
  '@org/cotter-types/openapi.yaml',
);

/**
 * Makes a description the baseline.
 *
 * @throws {Error} if it breaks clients of the baseline without a new major number, or if it differs from the baseline
 * and has its version
 */
export function acceptBaseline(head: string, baseline = BASELINE): void {
  if (readFileSync(head, 'utf8') === readFileSync(baseline, 'utf8')) return;
  const [from, to] = [readSide('base', baseline), readSide('head', head)];
  const { refusals } = checkChange(from, to);
  const [refusal] = refusals;
  if (refusal !== undefined) throw new Error(refusal);
  if (firstStep(numbersOf(from.version), numbersOf(to.version)) === 0)
    throw new Error(
      `The baseline is ${from.version} already: give info.version another number.`,
    );
  copyFileSync(head, baseline);
}
