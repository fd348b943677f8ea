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

interface Scope {
  readonly process?: NodeProcess;
}

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
    const module: unknown = lookUpOf(globalThis)?.(name);
    return (module ?? undefined) as Builtins[Name] | undefined;
  } catch {
    return undefined;
  }
}

/** Whether this is Node.js or a runtime that imitates it. */
export function isLikeNode(): boolean {
  return typeof versionsOf(globalThis)['node'] === 'string';
}

/** Whether this is Node.js, and neither Bun nor Deno, which imitate it. */
export function isNode(): boolean {
  const versions = versionsOf(globalThis);
  return isLikeNode() && !('bun' in versions) && !('deno' in versions);
}

/** A runtime may throw for any property of `process`. */
function versionsOf(scope: Scope): Readonly<Partial<Record<string, string>>> {
  try {
    return scope.process?.versions ?? {};
  } catch {
    return {};
  }
}

function lookUpOf({ process }: Scope): NodeProcess['getBuiltinModule'] {
  return process?.getBuiltinModule;
}
