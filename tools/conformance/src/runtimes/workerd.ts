import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundle } from '../bundle.ts';
import type { Result } from '../suite/environment.ts';
import { installed } from './installed.ts';
import type { Runtime } from './runtime.ts';

/** Newer than the oldest one with everything, and old enough that no installed workerd is behind it. */
const COMPATIBILITY_DATE = '2025-06-01';

export function workerd(flags: readonly string[]): Runtime {
  const { file, missing } = installed('.bin/workerd');
  return {
    name: ['workerd', ...flags].join(', '),
    missing,
    async run(environment) {
      const folder = await mkdtemp(join(tmpdir(), 'workerd-'));
      const conditions = ['workerd', 'worker', 'browser'];
      await writeFile(
        join(folder, 'worker.js'),
        await bundle('./worker.js', conditions, 'esm'),
      );
      const port = await freePort();
      await writeFile(join(folder, 'config.capnp'), config(port, flags));
      const server = spawn(file, ['serve', join(folder, 'config.capnp')], {
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      try {
        await listening(port);
        const response = await fetch(`http://127.0.0.1:${String(port)}/`, {
          method: 'POST',
          body: JSON.stringify(environment),
        });
        return (await response.json()) as Result[];
      } finally {
        server.kill('SIGKILL');
        await rm(folder, { recursive: true });
      }
    },
  };
}

function config(port: number, flags: readonly string[]): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .suite),
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${String(port)}", http = (), service = "main")],
);
const suite :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "${COMPATIBILITY_DATE}",
  compatibilityFlags = ${JSON.stringify(flags)},
);
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until somebody listens, 10 seconds at most. */
async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      await fetch(`http://127.0.0.1:${String(port)}/`, { method: 'HEAD' });
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error('workerd does not listen');
}
