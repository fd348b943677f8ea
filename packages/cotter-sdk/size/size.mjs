// Prints what each subpath adds to an application, minified and gzipped, and fails where that is over its limit, or where
// importing it loads what it may not.
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

/**
 * In bytes. `without` names packages that may not be loaded, used or not; `beside` names packages that the application has
 * anyway, which are not counted.
 */
const limits = [
  { subpath: './verify', limit: 10_000, without: ['axios', 'zod'], beside: [] },
  { subpath: '.', limit: 10_500, without: [], beside: ['axios', 'zod'] },
];

let failed = false;
for (const { subpath, limit, without, beside } of limits) {
  const { code } = await bundle(subpath, beside);
  // A bundler leaves out what is not used; Node.js loads it all the same.
  const loaded = await bundle(subpath, beside, { treeshake: false });
  const modules = Object.keys(loaded.modules);
  const bytes = gzipSync(code, { level: 9 }).length;
  const unwanted = without.filter((name) =>
    modules.some((file) => file.includes(`/node_modules/${name}/`)),
  );
  const problems = [
    ...(bytes > limit ? ['is over its limit'] : []),
    ...unwanted.map((name) => `holds ${name}`),
  ];
  failed ||= problems.length > 0;
  const counted = beside.length === 0 ? 'all' : `without ${beside.join(', ')}`;
  process.stdout.write(
    `@org/cotter-sdk${subpath.slice(1)}: ${String(bytes)} of ${String(limit)} bytes, ${counted}` +
      (problems.length > 0 ? `: ${problems.join(', ')}` : '') +
      '\n',
  );
}
process.exitCode = failed ? 1 : 0;

async function bundle(subpath, external, options = {}) {
  const file = subpath === '.' ? 'index.js' : `${subpath.slice(2)}/index.js`;
  const build = await rolldown({
    input: fileURLToPath(new URL(`../dist/${file}`, import.meta.url)),
    platform: 'neutral',
    external: [/^node:/, ...external.map((name) => new RegExp(`^${name}$`))],
    resolve: { mainFields: ['module', 'main'] },
    ...options,
  });
  const { output } = await build.generate({ format: 'esm', minify: true });
  const [chunk] = output;
  if (output.length !== 1)
    throw new Error(`${subpath} is more than one chunk.`);
  return chunk;
}
