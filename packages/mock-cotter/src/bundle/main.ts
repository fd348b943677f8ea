// Writes the package's entry points to `bundle`, each with what it needs of other packages, small and ready to run:
// loading a thousand modules one by one takes most of a start.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';
import { apiModules } from './api-modules.ts';
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

const build = await rolldown({
  input: {
    index: join(dist, 'index.js'),
    main: join(dist, 'cli/main.js'),
    'control/client': join(dist, 'control/client.js'),
    vitest: join(dist, 'vitest.js'),
  },
  platform: 'node',
  // Whose types are the caller's too.
  external: ['openapi-fetch', 'vitest'],
  plugins: [apiModules(), changes()],
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
  dir: folder,
  format: 'esm',
  minify: true,
  cleanDir: true,
  chunkFileNames: '[name]-[hash].js',
});
await build.close();
const modules = output.flatMap((file) =>
  file.type === 'chunk' ? file.moduleIds : [],
);
writeFileSync(join(folder, 'NOTICES.txt'), noticesOf(modules));
