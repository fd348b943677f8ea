import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import type { Benchmark, Context, Finding } from '../benchmark.ts';
import { interleave } from '../rounds.ts';
import { spreadOf } from '../spread.ts';
import { workspace } from '../workspace.ts';

/** From here, `axios` is the copy that the SDK uses. */
const FROM = workspace('packages/cotter-sdk');

const IMPORT = `
  const [, specifier] = process.argv;
  const start = performance.now();
  await import(specifier);
  const ms = performance.now() - start;
  process.stdout.write(JSON.stringify({ ms, url: import.meta.resolve(specifier) }));
`;

const SDK_OVER_AXIOS = 'import time, @org/cotter-sdk over axios';

/** What each entry of the SDK and of the types takes to load and adds to an application, beside axios and jose. */
export const imports: Benchmark = {
  name: 'imports',
  title: 'Import time and size',
  goals: [{ finding: SDK_OVER_AXIOS, atMost: 1.25 }],
  async run(context) {
    const specifiers = [
      ...entriesOf('cotter-sdk'),
      ...entriesOf('cotter-types'),
      'axios',
      'jose',
    ];
    const peers = Object.fromEntries(
      specifiers.map((name) => [
        name,
        async () => {
          const { ms } = await imported(context, name);
          return { ms };
        },
      ]),
    );
    // Once before it counts, so that the first peer does not pay for reading its files from the disk.
    const sizes: Finding[] = [];
    for (const name of specifiers) {
      const { url } = await imported(context, name);
      const bytes = await bundledBytes(fileURLToPath(url));
      sizes.push({
        name: `minified and gzipped, ${name}`,
        unit: 'kB',
        spread: spreadOf([bytes / 1000]),
      });
    }
    const samples = await interleave(context.rounds, peers);
    return {
      findings: [
        samples.ratio(SDK_OVER_AXIOS, '@org/cotter-sdk', 'axios', 'ms'),
        samples.ratio(
          'import time, @org/cotter-sdk/verify over jose',
          '@org/cotter-sdk/verify',
          'jose',
          'ms',
        ),
        ...specifiers.map((name) =>
          samples.finding(`import time, ${name}`, 'ms', name, 'ms'),
        ),
        ...sizes,
      ],
      notes: [
        'Each import is the first one of a new process, whose own start is not counted. Sizes are those of everything that the entry ' +
          'needs, bundled for Node.js with all its exports; they do not vary.',
      ],
    };
  },
};

/** The entries of a package that are JavaScript, by what one imports. */
function entriesOf(project: string): string[] {
  const manifest = JSON.parse(
    readFileSync(workspace(`packages/${project}/package.json`), 'utf8'),
  ) as { name: string; exports: Readonly<Record<string, unknown>> };
  return Object.entries(manifest.exports)
    .filter(([, target]) => typeof target === 'object')
    .map(([subpath]) => manifest.name + subpath.slice(1));
}

async function imported({ children }: Context, specifier: string) {
  return JSON.parse(
    await children.run(
      process.execPath,
      ['--input-type=module', '--eval', IMPORT, specifier],
      { cwd: FROM },
    ),
  ) as { readonly ms: number; readonly url: string };
}

async function bundledBytes(file: string): Promise<number> {
  await using build = await rolldown({ input: file, platform: 'node' });
  const { output } = await build.generate({ format: 'esm', minify: true });
  const code = output.map((part) => (part.type === 'chunk' ? part.code : ''));
  return gzipSync(code.join('\n'), { level: 9 }).length;
}
