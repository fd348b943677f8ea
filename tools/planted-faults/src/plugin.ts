import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { edited, type Edit } from './edit.ts';

/** Has Vite load the workspace with a fault in it. Files stay as they are on disk. */
export function plant(root: string, edits: readonly Edit[]): Plugin {
  const files = new Map(edits.map(({ file }) => [join(root, file), file]));
  return {
    name: 'planted-fault',
    // Before TypeScript is taken off, so that an edit is of the text that people read.
    enforce: 'pre',
    load(id) {
      const path = id.split('?', 1)[0] ?? '';
      const file = files.get(path);
      return file === undefined
        ? undefined
        : edited(readFileSync(path, 'utf8'), file, edits);
    },
  };
}
