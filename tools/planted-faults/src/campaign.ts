import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFiles, checkOf, fileOf } from './check-files.ts';
import { edited } from './edit.ts';
import type { PlantedFault } from './fault.ts';
import { runChecks, type FileResult } from './run-checks.ts';
import { runTypes } from './run-types.ts';
import { assess, type Assessment } from './verdict.ts';
import { root } from './workspace.ts';

/** How long the run without any fault may take, and each with one, in milliseconds. Much more than they need. */
const CONTROL_MS = 1_800_000;
const FAULT_MS = 600_000;

export interface CampaignOptions {
  readonly seed: number;
  /** How many values each property is tried with, at most. */
  readonly runs: number;
  /** How many faults are tried at a time, each in a process of its own. */
  readonly jobs: number;
  /** Whether every check of the suite is run for each fault, and not only the expected one. */
  readonly wholeSuite: boolean;
  /** Takes each assessment as it comes. */
  readonly onAssessed?: (fault: PlantedFault, assessment: Assessment) => void;
}

/** A fault and what came of it. */
export interface AssessedFault {
  readonly fault: PlantedFault;
  readonly assessment: Assessment;
}

/**
 * Plants each fault in turn and judges what the checks say about it.
 *
 * @throws {Error} if a check fails without any fault, or if a fault cannot be planted
 */
export async function campaign(
  faults: readonly PlantedFault[],
  { seed, runs, jobs, wholeSuite, onAssessed }: CampaignOptions,
): Promise<AssessedFault[]> {
  requirePlantable(faults);
  const [ofTypes, ofCode] = [
    faults.filter(isOfTypes),
    faults.filter((each) => !isOfTypes(each)),
  ];
  const expected = ofCode.map(({ by }) => fileOf(by));
  const suite = [...new Set([...(wholeSuite ? checkFiles : []), ...expected])];
  const control =
    ofCode.length === 0
      ? { files: [], answers: {} }
      : await runChecks({
          edits: [],
          files: suite,
          proofs: ofCode.map(({ id }) => id),
          seed,
          runs,
          timeoutMs: CONTROL_MS,
        });
  requireGreen(control.files);

  const assessed = new Map<PlantedFault, Assessment>();
  const note = (fault: PlantedFault, assessment: Assessment): void => {
    assessed.set(fault, assessment);
    onAssessed?.(fault, assessment);
  };
  const queue = [...ofCode];
  const work = async (): Promise<void> => {
    for (
      let fault = queue.shift();
      fault !== undefined;
      fault = queue.shift()
    ) {
      const { id, by, edits } = fault;
      const own = fileOf(by);
      const { files, answers } = await runChecks({
        edits,
        files: wholeSuite ? [...new Set([...checkFiles, own])] : [own],
        proofs: [id],
        seed,
        runs,
        timeoutMs: FAULT_MS,
      });
      note(
        fault,
        assess(fault, {
          files: files.filter(({ file }) => suite.includes(file)),
          sound: control.answers[id],
          faulty: answers[id],
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  assessTypes(ofTypes, note);
  return faults.flatMap((fault) => {
    const assessment = assessed.get(fault);
    return assessment === undefined ? [] : [{ fault, assessment }];
  });
}

type OfTypes = PlantedFault & { readonly proof: { readonly compiles: string } };

function isOfTypes(fault: PlantedFault): fault is OfTypes {
  return typeof fault.proof !== 'function';
}

function assessTypes(
  faults: readonly OfTypes[],
  note: (fault: PlantedFault, assessment: Assessment) => void,
): void {
  for (const fault of faults) {
    const files = [fileOf(fault.by)];
    const sound = runTypes([], files, fault.proof.compiles);
    requireGreen(sound.files);
    const faulty = runTypes(fault.edits, files, fault.proof.compiles);
    if (!sound.proofCompiles)
      throw new Error(`${fault.id}: its proof does not compile by itself.`);
    note(
      fault,
      assess(fault, {
        files: faulty.files,
        sound: sound.proofCompiles,
        faulty: faulty.proofCompiles,
      }),
    );
  }
}

/** So that a fault which no longer fits is found at once, and not after all the others. */
function requirePlantable(faults: readonly PlantedFault[]): void {
  for (const { edits } of faults)
    for (const { file } of edits)
      edited(readFileSync(join(root, file), 'utf8'), file, edits);
}

function requireGreen(files: readonly FileResult[]): void {
  const red = files.flatMap(({ file, failed, crash }) => [
    ...(crash === undefined ? [] : [`${checkOf(file)}: ${crash}`]),
    ...failed.map(({ test, message }) => `${test}: ${message}`),
  ]);
  if (red.length > 0)
    throw new Error(
      `Checks fail without any fault planted, so they prove nothing:\n${red.join('\n')}`,
    );
}
