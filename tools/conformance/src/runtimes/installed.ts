import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const INSTALL =
  'run `npx nx run conformance:install` to install it beside the workspace';

/** A file of what `conformance:install` installed. */
export function installed(path: string): {
  readonly file: string;
  readonly missing: string | undefined;
} {
  const file = fileURLToPath(
    new URL(`../../runtimes/node_modules/${path}`, import.meta.url),
  );
  return { file, missing: existsSync(file) ? undefined : INSTALL };
}

/** Node.js of a major version: the one that runs this, or an installed one. */
export function installedNode(major: number): ReturnType<typeof installed> {
  return process.version.startsWith(`v${String(major)}.`)
    ? { file: process.execPath, missing: undefined }
    : installed(`node-${String(major)}/bin/node`);
}
