// @ts-check
// Builds the CommonJS form of a package beside its ES modules: `dist/commonjs`. Run it in the package's folder, after tsc.
//
// Node.js itself never loads it: the condition `module-sync` gives `require` the ES modules, so a program has one copy of
// each class. It is for tools that cannot require ES modules, such as Jest, and for the types of CommonJS programs.
import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

const OUT = 'dist/commonjs';

/** @type {{ exports: Record<string, string | { default?: string }> }} */
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

/** By name of the output, without its extension: the ES module. */
const input = Object.fromEntries(
  Object.values(manifest.exports).flatMap((target) => {
    const file = typeof target === 'string' ? undefined : target.default;
    return file?.startsWith('./dist/')
      ? [[file.replace('./dist/', '').replace(/\.js$/, ''), file]]
      : [];
  }),
);

rmSync(OUT, { recursive: true, force: true });
const build = await rolldown({
  input,
  platform: 'node',
  external: /^[^./]/,
});
await build.write({ dir: OUT, format: 'cjs', sourcemap: false });
await build.close();

for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.d.ts') || file.startsWith('commonjs')) continue;
  mkdirSync(dirname(join(OUT, file)), { recursive: true });
  cpSync(join('dist', file), join(OUT, file));
}
writeFileSync(join(OUT, 'package.json'), '{ "type": "commonjs" }\n');
