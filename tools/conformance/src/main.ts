// Runs the suite in every runtime, against a mock on this Node.js; and the mock in every runtime that serves, with the
// suite on this Node.js. Prints a table; --write puts it into the documentation, --check fails if
// the documentation shows another, and --require-all if a runtime is missing.
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { startMockCotter } from '@org/mock-cotter';
import { format } from 'prettier';
import { startDesk } from './desk-server.ts';
import { MOCK_COMMAND, startMockProcess } from './mock-process.ts';
import { tableOf, type Column } from './report.ts';
import { chromium } from './runtimes/chromium.ts';
import { edgeRuntime } from './runtimes/edge.ts';
import type { Runtime } from './runtimes/runtime.ts';
import { serverRuntimes, type ServerRuntime } from './runtimes/servers.ts';
import { workerd } from './runtimes/workerd.ts';
import type { Environment, Result } from './suite/environment.ts';
import { runSuite } from './suite/suite.ts';

const DOCUMENT = fileURLToPath(
  new URL('../../../docs/runtimes.md', import.meta.url),
);
const MARKS = /(<!-- table: \w+ -->\n)[\s\S]*?(\n<!-- end -->)/g;

const flags = new Set(process.argv.slice(2));
const requireAll = flags.delete('--require-all');
const write = flags.delete('--write');
const check = flags.delete('--check');
const only = [...flags].join(' ').toLowerCase();
const servers = serverRuntimes();
const runtimes: readonly Runtime[] = [
  ...servers,
  workerd([]),
  workerd(['nodejs_compat']),
  edgeRuntime(),
  chromium(),
];
let [passed, failed, skipped] = [0, 0, 0];

const [sdk, mock] = await Promise.all([
  columnsOf(runtimes, '', runSdk),
  columnsOf(servers, 'mock on ', runMock),
]);
const [sdkTable, mockTable] = [tableOf(sdk), tableOf(mock)];
process.stdout.write(`\n${sdkTable}\n\nThe mock:\n\n${mockTable}\n\n`);
if (write || check) {
  const tables = [sdkTable, mockTable];
  const before = await readFile(DOCUMENT, 'utf8');
  const text = before.replace(
    MARKS,
    (_, start: string, end: string) =>
      `${start}\n${tables.shift() ?? ''}\n${end}`,
  );
  const after = await format(text, { parser: 'markdown', singleQuote: true });
  if (write) await writeFile(DOCUMENT, after);
  else if (before !== after) {
    failed += 1;
    process.stdout.write(
      'docs/runtimes.md shows another table; run `npx nx run conformance:all --write`.\n',
    );
  }
}
process.stdout.write(
  `${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} runtimes skipped\n`,
);
process.exit(failed > 0 || (requireAll && skipped > 0) ? 1 : 0);

async function columnsOf<Kind extends Runtime>(
  all: readonly Kind[],
  prefix: string,
  run: (runtime: Kind) => Promise<readonly Result[]>,
): Promise<readonly Column[]> {
  const columns: Column[] = [];
  for (const runtime of all) {
    const { missing } = runtime;
    const name = `${prefix}${runtime.name}`;
    if (!name.toLowerCase().includes(only)) continue;
    if (missing !== undefined) {
      skipped += 1;
      process.stdout.write(`${name}: skipped; ${missing}\n`);
      continue;
    }
    const startedAt = performance.now();
    const results = await run(runtime).catch((error: unknown) => [
      { check: 'start', error: String(error) },
    ]);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const faults = results.filter(({ error }) => error !== undefined);
    passed += results.length - faults.length;
    failed += faults.length;
    process.stdout.write(
      `${name}: ${String(results.length - faults.length)} of ${String(results.length)} checks passed in ${seconds} s\n`,
    );
    for (const { check, error } of faults) {
      process.stdout.write(`  ${check}: ${String(error)}\n`);
    }
    columns.push({ runtime: runtime.name, results });
  }
  return columns;
}

async function runSdk(runtime: Runtime): Promise<readonly Result[]> {
  await using mock = await startMockCotter();
  await using desk = await startDesk(mock.url);
  return await runtime.run({
    baseUrl: mock.url,
    deskUrl: desk.url,
    apiKeyId: mock.apiKey.id,
    apiSecretKey: mock.apiKey.secret,
    inputPublicKey: mock.keys.inputPublicKey,
  });
}

async function runMock(runtime: ServerRuntime): Promise<readonly Result[]> {
  // A mock of the same seed has the same keys.
  const seed = 'conformance';
  await using twin = await startMockCotter({ seed });
  const { apiKey, keys } = twin;
  const startedAs = ['--port', '0', '--strict', '--seed', seed];
  const server = await startMockProcess(
    runtime.command(MOCK_COMMAND, ...startedAs),
  );
  await using desk = await startDesk(server.url);
  const environment: Environment = {
    baseUrl: server.url,
    deskUrl: desk.url,
    apiKeyId: apiKey.id,
    apiSecretKey: apiKey.secret,
    inputPublicKey: keys.inputPublicKey,
  };
  const results = await runSuite(environment);
  const stopped = await server.stop().then(
    () => undefined,
    (error: unknown) => String(error),
  );
  const check = 'end by SIGTERM with 0';
  return [
    ...results,
    { check, ...(stopped !== undefined && { error: stopped }) },
  ];
}
