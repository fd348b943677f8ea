// Prints what each subpath adds to an application, minified and gzipped, and fails where that is over its limit, or where
// importing it loads what it may not.
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

/**
 * In bytes, of all chunks. `without` names packages that importing the subpath may not load, whether it uses them or not;
 * `beside` names packages that the application has anyway, which are not counted.
 */
const limits = [
  { subpath: './verify', limit: 10_000, without: ['axios', 'zod'], beside: [] },
  {
    subpath: './session',
    limit: 12_500,
    without: ['axios', 'zod'],
    beside: [],
  },
  { subpath: '.', limit: 12_000, without: ['zod'], beside: ['axios', 'zod'] },
];

let failed = false;
for (const { subpath, limit, without, beside } of limits) {
  const chunks = await bundle(subpath, beside);
  const bytes = chunks
    .map(({ code }) => gzipSync(code, { level: 9 }).length)
    .reduce((sum, each) => sum + each, 0);
  // A bundler leaves out what is not used; Node.js loads it all the same.
  const loaded = loadedOnImport(
    await bundle(subpath, beside, { treeshake: false }),
  );
  const unwanted = without.filter((name) =>
    loaded.some(
      (file) => file === name || file.includes(`/node_modules/${name}/`),
    ),
  );
  const problems = [
    ...(bytes > limit ? ['is over its limit'] : []),
    ...unwanted.map((name) => `loads ${name}`),
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
  return output;
}

/** The modules and packages of the entry and of the chunks that it imports, without what is loaded later. */
function loadedOnImport(chunks) {
  const found = new Set();
  const visit = (name) => {
    if (found.has(name)) return;
    found.add(name);
    const chunk = chunks.find(({ fileName }) => fileName === name);
    for (const module of Object.keys(chunk?.modules ?? {})) found.add(module);
    for (const each of chunk?.imports ?? []) visit(each);
  };
  visit(chunks.find(({ isEntry }) => isEntry).fileName);
  return [...found];
}
