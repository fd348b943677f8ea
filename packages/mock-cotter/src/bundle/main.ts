// Writes the package's entry points to `bundle`, each with what it needs of other packages, small and ready to run:
// loading a thousand modules one by one takes most of a start.
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';
import { apiModules } from './api-modules.ts';
import { consoleFiles, consoleModules } from './console-files.ts';
import { noticesOf } from './notices.ts';

const dist = fileURLToPath(new URL('..', import.meta.url));
const folder = join(dist, '../bundle');

/** Changes that let a bundler follow what Node follows at run time. */
const CHANGES: readonly {
  readonly file: RegExp;
  readonly from: string;
  readonly to: string;
}[] = [
  {
    // The bundler knows `require`, and puts what is required into the bundle, to be run when it is first asked for.
    file: /dist\/prism\/(explain-body|prism)\.js$/,
    from: 'const require = createRequire(import.meta.url);',
    to: '',
  },
  {
    // At the top of a CommonJS module they are the same.
    file: /node_modules\/uri-template-lite\/index\.js$/,
    from: 'this.URI || (this.URI = {})',
    to: 'exports.URI || (exports.URI = {})',
  },
];

function changes(): Plugin {
  return {
    name: 'changes',
    transform(code, id) {
      const change = CHANGES.find(({ file }) => file.test(id));
      if (change === undefined) return undefined;
      if (!code.includes(change.from))
        throw new Error(`${id} no longer holds: ${change.from}`);
      return code.replace(change.from, change.to);
    },
  };
}

/** Writes entry points, by name of the output, and returns the modules that went into them. */
async function write(
  input: Readonly<Record<string, string>>,
  format: 'cjs' | 'esm',
  dir: string,
): Promise<readonly string[]> {
  const build = await rolldown({
    input: { ...input },
    platform: 'node',
    // Whose types are the caller's too. For CommonJS it is bundled: what `require` gives has no default export.
    external: format === 'esm' ? ['openapi-fetch', 'vitest'] : [],
    plugins: [apiModules(), consoleFiles(), changes()],
    resolve: {
      alias: {
        // Its other form hides what it requires.
        'jsonc-parser': fileURLToPath(
          import.meta.resolve('jsonc-parser/lib/esm/main.js'),
        ),
      },
    },
  });
  const { output } = await build.write({
    dir,
    format,
    minify: true,
    cleanDir: true,
    chunkFileNames: '[name]-[hash].js',
  });
  await build.close();
  return output.flatMap((file) =>
    file.type === 'chunk' ? file.moduleIds : [],
  );
}

const library = {
  index: join(dist, 'index.js'),
  'control/client': join(dist, 'control/client.js'),
};
const modules = await write(
  {
    ...library,
    main: join(dist, 'cli/main.js'),
    vitest: join(dist, 'vitest.js'),
  },
  'esm',
  folder,
);
// For tools that cannot require ES modules, such as Jest. Node.js never loads it.
const commonjs = join(folder, 'commonjs');
await write(library, 'cjs', commonjs);
for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.d.ts')) continue;
  const copy = join(commonjs, file);
  mkdirSync(dirname(copy), { recursive: true });
  copyFileSync(join(dist, file), copy);
}
writeFileSync(join(commonjs, 'package.json'), '{ "type": "commonjs" }\n');
writeFileSync(
  join(folder, 'NOTICES.txt'),
  noticesOf([...modules, ...consoleModules()]),
);
