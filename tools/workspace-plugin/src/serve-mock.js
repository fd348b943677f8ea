#!/usr/bin/env node
// @ts-check
// What `nx serve mock-cotter` runs: the built mock, and again after each change of the description.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { generate } from './generate.js';
import { restartOnChange } from './restart-on-change.js';

const TYPES = 'packages/cotter-types';
const MOCK = 'packages/mock-cotter';
const DESCRIPTION = join(TYPES, 'openapi.yaml');

/** Generates from the description, and builds what was generated. */
async function prepare() {
  const files = await generate(await readFile(DESCRIPTION, 'utf8'));
  for (const [path, content] of Object.entries(files))
    await writeFile(join(TYPES, path), content);
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const child = spawn(
    process.execPath,
    [tsc, '--build', join(MOCK, 'tsconfig.lib.json')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0)
    throw new Error(`the mock does not compile with it.\n${said}`);
}

const stop = new globalThis.AbortController();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    stop.abort();
  });

const args = process.argv.slice(2);

/**
 * @param {string} name of an option of the mock
 * @returns {string | undefined} its value, as a flag or a variable
 */
function given(name) {
  for (const [index, arg] of args.entries()) {
    if (arg === `--${name}`) return args[index + 1] ?? '';
    if (arg.startsWith(`--${name}=`)) return arg.slice(name.length + 3);
  }
  return process.env[`MOCK_COTTER_${name.toUpperCase()}`];
}

/** So that an edit of the description logs nobody out. @returns {string[]} */
function stateOption() {
  // These decide it themselves, or may.
  if (['state', 'seed', 'config'].some((name) => given(name) !== undefined))
    return [];
  const port = given('port');
  // Each mock that runs at the same time needs a file of its own; a free port is another one each time.
  if (port === '0') return [];
  return [
    '--state',
    `.nx/mock-cotter${port === undefined ? '' : `-${port}`}.state`,
  ];
}

process.exitCode = await restartOnChange({
  file: DESCRIPTION,
  prepare,
  command: [
    process.execPath,
    join(MOCK, 'dist/cli/main.js'),
    ...stateOption(),
    ...args,
  ],
  print: (line) => {
    process.stderr.write(`${line}\n`);
  },
  signal: stop.signal,
});
