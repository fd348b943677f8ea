// Node.js, Bun and Deno: they run the suite as a program, and the mock too.
import { fileURLToPath } from 'node:url';
import type { Result } from '../suite/environment.ts';
import { installed, installedNode } from './installed.ts';
import { runProgram } from './run-program.ts';
import type { Command, Runtime } from './runtime.ts';

/** A runtime that also runs the mock. */
export interface ServerRuntime extends Runtime {
  /** How it runs a file. */
  command(file: string, ...args: string[]): Command;
}

const PROGRAM = fileURLToPath(new URL('../program.js', import.meta.url));

function serverRuntime(
  name: string,
  { file, missing }: ReturnType<typeof installed>,
  flags: readonly string[] = [],
): ServerRuntime {
  const command = (...args: string[]): Command => [file, ...flags, ...args];
  return {
    name,
    missing,
    command,
    async run(environment) {
      const printed = await runProgram(
        command(PROGRAM, JSON.stringify(environment)),
      );
      const last = printed.trim().split('\n').at(-1) ?? '';
      return JSON.parse(last) as Result[];
    },
  };
}

export function serverRuntimes(): readonly ServerRuntime[] {
  return [
    ...[20, 22, 24, 26].map((major) =>
      serverRuntime(`Node.js ${String(major)}`, installedNode(major)),
    ),
    serverRuntime('Bun', installed('.bin/bun'), ['run']),
    serverRuntime('Deno', installed('.bin/deno'), [
      'run',
      '--allow-all',
      '--quiet',
    ]),
  ];
}
