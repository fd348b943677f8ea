import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { generate } from '@org/workspace-plugin/generate';
import { generateOptions } from '@org/workspace-plugin/generate-options';
import { checkAlone } from './suite.ts';

const packages = fileURLToPath(new URL('../../../', import.meta.url));
const read = (name: string, path: string): string =>
  readFileSync(`${packages}${name}/${path}`, 'utf8');

const generators = {
  'openapi.yaml': generate,
  'options.yaml': generateOptions,
} as const;

/** Every file that something is generated from, by its package. */
const sources = Object.entries(generators).flatMap(([source, make]) =>
  readdirSync(packages)
    .filter((name) => existsSync(`${packages}${name}/${source}`))
    .map((name) => [name, source, make] as const),
);

checkAlone(
  '15-generated',
  () => {
    it('looks at the description that everything else is held to', () => {
      expect(sources).toContainEqual([
        'cotter-types',
        'openapi.yaml',
        generate,
      ]);
    });

    it.each(sources)(
      '%s has the bytes that are generated from its %s, each time',
      async (name, source, make) => {
        const yaml = read(name, source);
        const files = await make(yaml);
        expect(Object.keys(files).length).toBeGreaterThan(0);
        for (const [path, content] of Object.entries(files))
          expect(read(name, path) === content, path).toBe(true);
        expect(await make(yaml)).toEqual(files);
      },
    );

    it.each(sources)(
      '%s would differ after a change of its %s',
      async (name, source, make) => {
        const changed = await make(`${read(name, source)}\nx-note: changed\n`);
        const differs = Object.entries(changed).filter(
          ([path, content]) => read(name, path) !== content,
        );
        expect(differs).not.toEqual([]);
      },
    );

    it('each generated file names what it was made from, by its hash', () => {
      const files = [...new Set(sources.map(([name]) => name))].flatMap(
        (name) =>
          readdirSync(`${packages}${name}/src/generated`).map(
            (file) => [name, file] as const,
          ),
      );
      expect(files.length).toBeGreaterThan(sources.length);
      for (const [name, file] of files) {
        const text = read(name, `src/generated/${file}`);
        const [, source = '', hash] =
          /^\/\/ (\w+\.yaml) sha256: ([0-9a-f]{64})$/m.exec(text) ?? [];
        expect(Object.keys(generators), file).toContain(source);
        expect(hash, file).toBe(
          createHash('sha256').update(read(name, source)).digest('hex'),
        );
      }
    });
  },
  { atLeast: 2 * sources.length },
);
