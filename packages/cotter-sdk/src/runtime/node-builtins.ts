import type * as crypto from 'node:crypto';
import type * as http from 'node:http';
import type * as https from 'node:https';
import type * as net from 'node:net';
import type * as zlib from 'node:zlib';

interface Builtins {
  readonly 'node:crypto': typeof crypto;
  readonly 'node:http': typeof http;
  readonly 'node:https': typeof https;
  readonly 'node:net': typeof net;
  readonly 'node:zlib': typeof zlib;
}

type NodeProcess = Partial<NodeJS.Process>;

/**
 * Returns a built-in module of Node.js, or undefined in a runtime that does not have it.
 *
 * The module is looked up, not imported, so that a bundle for a browser contains no reference to it. Some runtimes offer
 * the look-up but throw when it is used, such as the Edge runtime of Next.js.
 */
export function nodeBuiltin<Name extends keyof Builtins>(
  name: Name,
): Builtins[Name] | undefined {
  try {
    const module: unknown = processOf(globalThis)?.getBuiltinModule?.(name);
    return (module ?? undefined) as Builtins[Name] | undefined;
  } catch {
    return undefined;
  }
}

/** Whether this is Node.js itself, not a runtime that imitates it, such as Bun, Deno or workerd. */
export function isNode(): boolean {
  try {
    const { release, versions = {} } = processOf(globalThis) ?? {};
    return (
      release?.name === 'node' && !('bun' in versions) && !('deno' in versions)
    );
  } catch {
    return false;
  }
}

function processOf(scope: {
  readonly process?: NodeProcess;
}): NodeProcess | undefined {
  return scope.process;
}
