import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checks } from './checks.ts';

it('each check has its file, and each file its check', () => {
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((name) => name.endsWith('.contract.ts'))
    .map((name) => name.replace('.contract.ts', ''));
  expect(files.toSorted()).toEqual(checks.map(({ id }) => id));
});
