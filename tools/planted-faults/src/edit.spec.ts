import { expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { edited, type Edit } from './edit.ts';
import { checkFiles, fileOf } from './check-files.ts';
import { faults } from './faults/faults.ts';
import { root } from './workspace.ts';

const edit: Edit = { file: 'a.ts', find: 'b', replace: 'x$&' };

it('replaces the text, and only in its own file', () => {
  expect(edited('abc', 'a.ts', [edit])).toBe('ax$&c');
  expect(edited('abc', 'c.ts', [edit])).toBe('abc');
});

it.each(['ac', 'abcb'])(
  'a text that is not there once is an error: %s',
  (text) => {
    expect(() => edited(text, 'a.ts', [edit])).toThrow(
      /^a\.ts holds the text of a planted fault [02] times/,
    );
  },
);

it('each fault has an id of its own, fits the code as it is, and names a check that exists', () => {
  expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
  for (const { by, edits } of faults) {
    const check = fileOf(by);
    expect(checkFiles.includes(check) || by.includes('/')).toBe(true);
    expect(readFileSync(join(root, check), 'utf8')).not.toBe('');
    for (const { file } of edits) {
      const source = readFileSync(join(root, file), 'utf8');
      expect(edited(source, file, edits)).not.toBe(source);
    }
  }
});
