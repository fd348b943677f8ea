import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import process from 'node:process';
import type { Command } from './runtimes/runtime.ts';

/** The command of the mock, as it is published. */
export const MOCK_COMMAND = fileURLToPath(
  new URL(
    'bundle/main.js',
    import.meta.resolve('@org/mock-cotter/package.json'),
  ),
);

/** A mock in a process of its own. */
export interface MockProcess {
  readonly url: string;
  /** Ends it by SIGTERM, and rejects unless it ends with 0. */
  stop(): Promise<void>;
}

/** How long a start or an end may take, in milliseconds. */
const LIMIT_MS = 20_000;

export async function startMockProcess([
  file,
  ...args
]: Command): Promise<MockProcess> {
  const child = spawn(file, args, {
    env: { ...process.env, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    const fail = () => {
      child.kill('SIGKILL');
      reject(new Error(`The mock did not start. ${printed}`));
    };
    const timer = setTimeout(fail, LIMIT_MS);
    const read = (text: string) => {
      printed += text;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found[0]);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('error', fail);
    child.once('exit', fail);
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
      const code = await ended;
      clearTimeout(timer);
      if (code !== 0) throw new Error(`SIGTERM: it ended with ${String(code)}`);
    },
  };
}
