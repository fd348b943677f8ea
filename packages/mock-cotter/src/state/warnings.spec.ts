import { expect, it } from 'vitest';
import { createWarnings } from './warnings.ts';

it('logs each different warning once, and again after it was cleared', () => {
  const lines: string[] = [];
  const warnings = createWarnings((line) => lines.push(line));
  for (const line of ['a', 'b', 'a', 'a']) warnings.warn(line);
  expect(lines).toEqual(['a', 'b']);
  warnings.clear();
  warnings.warn('a');
  expect(lines).toEqual(['a', 'b', 'a']);
});
