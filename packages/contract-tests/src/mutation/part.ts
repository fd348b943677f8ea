import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.ts';

/** A piece of the code that is mutated in one run, small enough to be done in some minutes. */
export interface Part {
  readonly name: string;
  /** The folder below `packages`. */
  readonly package: string;
  /** Files, and folders with a slash at the end, below the package's `src`: whose mutants are to be noticed. */
  readonly mutate: readonly string[];
  /** Files, and folders with a slash at the end, below the package's `src`: the tests that are to notice them. */
  readonly tests: readonly string[];
  /**
   * How long a test, and what is done before and after it, may take, in milliseconds. Default: as in the package. Of
   * tests that wait for what a mutant may never let come, it is the time that each such mutant costs.
   */
  readonly testTimeoutMs?: number;
}

/** The files that a part mutates, from the workspace's root. */
export function codeOfPart(part: Part): string[] {
  return filesBelow(part, part.mutate).filter(isCode);
}

/** The files of tests that are run for a part, from the workspace's root. */
export function testsOfPart(part: Part): string[] {
  return filesBelow(part, part.tests).filter((file) =>
    file.endsWith('.spec.ts'),
  );
}

/** The hand-written code of the parts' packages that no part mutates, from the workspace's root. */
export function leftOut(parts: readonly Part[]): string[] {
  const mutated = new Set(parts.flatMap(codeOfPart));
  const packages = [...new Set(parts.map((part) => part.package))];
  return packages
    .flatMap((name) =>
      filesIn(`packages/${name}/src/`).filter(
        (file) => isCode(file) && !file.includes('/src/generated/'),
      ),
    )
    .filter((file) => !mutated.has(file));
}

function isCode(file: string): boolean {
  return file.endsWith('.ts') && !/\.(spec|fixture|test-d)\.ts$/.test(file);
}

function filesBelow(part: Part, entries: readonly string[]): string[] {
  return entries
    .map((entry) => `packages/${part.package}/src/${entry}`)
    .flatMap((path) => (path.endsWith('/') ? filesIn(path) : [path]));
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), {
    recursive: true,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => file.slice(root.length))
    .sort();
}
