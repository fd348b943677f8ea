import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generate } from './generate.js';

const yaml = readFileSync(
  new URL('../../../packages/cotter-types/openapi.yaml', import.meta.url),
  'utf8',
);

describe('generate', () => {
  it('gives the same bytes each time', async () => {
    expect(await generate(yaml)).toEqual(await generate(yaml));
  });

  it('says in each file what it was made from', async () => {
    const files = Object.values(await generate(yaml));
    expect(files).toHaveLength(2);
    for (const content of files) {
      expect(content).toMatch(
        /^\/\/ Generated from openapi\.yaml\. Do not edit/,
      );
      expect(content).toMatch(/sha256: [0-9a-f]{64}/);
    }
  });

  it('follows a change of the description', async () => {
    const before = await generate(yaml);
    const after = await generate(yaml.replaceAll('identifier_type', 'id_type'));
    expect(after['src/generated/openapi.ts']).toContain('id_type');
    expect(after).not.toEqual(before);
  });
});
