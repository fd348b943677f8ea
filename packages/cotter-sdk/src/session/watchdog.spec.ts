// No call of a session freezes its process or stays open, whatever state the session is in and whatever hangs.
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, it, onTestFinished } from 'vitest';
import type { Report } from './watchdog.fixture.ts';

/** A process that reports nothing for so long is frozen, however slow the machine is. */
const SILENCE_MS = 10_000;
/** In each state, all calls together take a fraction of a second. */
const STATE_MS = 20_000;

async function build(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cotter-watchdog-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const program = join(folder, 'watchdog.mjs');
  const bundle = await rolldown({
    input: fileURLToPath(new URL('./watchdog.fixture.ts', import.meta.url)),
    platform: 'node',
    resolve: { conditionNames: ['@org/source', 'node', 'import', 'default'] },
  });
  await bundle.write({ file: program, format: 'esm' });
  return program;
}

it('every call settles in every state, and the event loop goes on', async () => {
  const child = fork(await build(), {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let state = '';
  let settled: string[] = [];
  const reports = { states: 0, settled: 0 };
  const failures: string[] = [];
  await new Promise<void>((resolve) => {
    const fail = (what: string) => () => {
      failures.push(`${what} ${state}; settled were: ${settled.join(', ')}`);
      resolve();
    };
    let silence = setTimeout(() => undefined);
    let patience = setTimeout(() => undefined);
    child.on('message', (report: Report) => {
      clearTimeout(silence);
      silence = setTimeout(fail('The process froze'), SILENCE_MS);
      if (report.type === 'state') {
        clearTimeout(patience);
        patience = setTimeout(fail('Calls stay open'), STATE_MS);
        state = report.name;
        settled = [];
        reports.states += 1;
      } else if (report.type === 'settled') {
        settled.push(report.name);
        reports.settled += 1;
      } else if (report.type === 'healed') {
        if (report.outcome.startsWith('access.')) return;
        failures.push(`${state}, ${report.name}: ${report.outcome}`);
      }
    });
    child.once('exit', () => {
      clearTimeout(silence);
      clearTimeout(patience);
      resolve();
    });
  });
  expect(failures).toEqual([]);
  expect(reports).toEqual({ states: 29, settled: 29 * 14 });
}, 120_000);
