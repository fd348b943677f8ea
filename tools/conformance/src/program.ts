// The suite as a program, for Node.js, Bun and Deno. It adds what only those have: the file store.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileTokenStore } from '@org/cotter-sdk/file-store';
import { checkStore } from './suite/check-store.ts';
import type { Environment, Result } from './suite/environment.ts';
import { runSuite } from './suite/suite.ts';

const environment = JSON.parse(process.argv[2] ?? '') as Environment;
const results = [...(await runSuite(environment)), await checkFileStore()];
process.stdout.write(`\n${JSON.stringify(results)}\n`);
process.exit(0);

async function checkFileStore(): Promise<Result> {
  const check = 'session: the file store passes its contract';
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  let count = 0;
  try {
    await checkStore(() => {
      count += 1;
      const path = join(folder, `${String(count)}.json`);
      return Promise.resolve(() => fileTokenStore(path, { leaseMs: 500 }));
    });
    return { check };
  } catch (error) {
    return { check, error: String(error) };
  } finally {
    await rm(folder, { recursive: true });
  }
}
