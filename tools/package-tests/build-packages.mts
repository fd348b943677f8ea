import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

/** Builds the packages once, before the tests pack them. */
export function setup(): void {
  const root = join(import.meta.dirname, '../..');
  const node = (cwd: string, ...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: join(root, cwd) });
  node(
    '',
    'node_modules/typescript/bin/tsc',
    '--build',
    'packages/contract-tests/tsconfig.lib.json',
  );
  for (const name of ['cotter-types', 'cotter-sdk']) {
    node(
      `packages/${name}`,
      '../../tools/workspace-plugin/src/build-commonjs.js',
    );
  }
  node('packages/mock-cotter', 'dist/bundle/main.js');
}
