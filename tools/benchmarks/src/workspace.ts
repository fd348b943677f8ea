import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../../', import.meta.url);

/** The file path of something in this workspace, by its path from the root; without one, the root. */
export function workspace(path = ''): string {
  return fileURLToPath(new URL(path, ROOT));
}
