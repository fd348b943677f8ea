import { checks } from '@org/contract-tests/internal/contract/checks';

const FOLDER = 'packages/contract-tests/src/contract/';
const SUFFIX = '.contract.ts';

/** The file of every check of the suite, from the workspace's root. */
export const checkFiles: readonly string[] = checks.map(({ id }) => fileOf(id));

/** The file of a check, from the workspace's root; a file stands for itself. */
export function fileOf(check: string): string {
  return check.includes('/') ? check : `${FOLDER}${check}${SUFFIX}`;
}

/** The check of a file; one that is no check of the suite stands for itself. */
export function checkOf(file: string): string {
  return file.startsWith(FOLDER) && file.endsWith(SUFFIX)
    ? file.slice(FOLDER.length, -SUFFIX.length)
    : file;
}
