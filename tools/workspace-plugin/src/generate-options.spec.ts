import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateOptions, withOptionsTable } from './generate-options.js';

const yaml = readFileSync(
  new URL('../../../packages/mock-cotter/options.yaml', import.meta.url),
  'utf8',
);
const place = '<!-- options.yaml: begin -->\n<!-- options.yaml: end -->\n';

describe('generateOptions', () => {
  it('gives the same bytes each time, and says what they were made from', async () => {
    const files = await generateOptions(yaml);
    expect(await generateOptions(yaml)).toEqual(files);
    expect(Object.keys(files)).toEqual([
      'src/generated/options.ts',
      'options.schema.json',
    ]);
    expect(files['src/generated/options.ts']).toMatch(
      /^\/\/ Generated from options\.yaml\. .*\n.*sha256: [0-9a-f]{64}/,
    );
  });

  it('publishes a schema without words of its own', async () => {
    const schema = (await generateOptions(yaml))['options.schema.json'] ?? '';
    expect(schema).not.toContain('"x-');
    expect(JSON.parse(schema)).toMatchObject({
      additionalProperties: false,
      properties: { port: { type: 'integer', default: 4010 } },
    });
  });

  it('follows a change of the options', async () => {
    const changed = await generateOptions(
      yaml.replaceAll('maxRequests', 'maxRecords'),
    );
    for (const content of Object.values(changed))
      expect(content).toContain('maxRecords');
  });
});

describe('withOptionsTable', () => {
  it('puts the table in its place, again and again', async () => {
    const once = await withOptionsTable(yaml, `# Title\n\n${place}\nAfter.\n`);
    expect(once).toMatch(/^# Title\n.*`--max-requests`.*\nAfter\.\n$/s);
    expect(await withOptionsTable(yaml, once)).toBe(once);
  });

  it('has no flag for a secret', async () => {
    const table = await withOptionsTable(yaml, place);
    expect(table).toMatch(/\| `controlToken` +\| none +\|/);
    expect(table).not.toContain('--control-token');
  });

  it('fails without a place for it', () => {
    expect(() => withOptionsTable(yaml, '# Title\n')).toThrow('no place');
  });
});
