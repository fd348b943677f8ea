// No call of a session freezes its process or stays open, whatever state the session is in and whatever hangs.
import { fork } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { bundleProgram } from '../testing/bundled-program.fixture.ts';
import type { Report } from './watchdog.fixture.ts';

const LOOK_MS = 100;
/**
 * A process that reports nothing while this one looks so often is frozen, however slow the machine is: ten seconds. Looks
 * are counted, not time, so that a machine that was asleep does not fail the test.
 */
const MAX_SILENT_LOOKS = 100;

interface Watched {
  readonly isFrozen: boolean;
  /** Null if it did not end by itself. */
  readonly exitCode: number | null;
  readonly settled: number;
  /** Cases that were under way at the end. */
  readonly open: readonly string[];
  readonly wrong: readonly string[];
}

/** Runs these cases, or all, in a process of their own, and kills it if it freezes. */
async function watch(program: string, cases: string[] = []): Promise<Watched> {
  const child = fork(program, [JSON.stringify(cases)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const open = new Set<string>();
  const wrong: string[] = [];
  let settled = 0;
  let silentLooks = 0;
  child.on('message', (report: Report) => {
    silentLooks = 0;
    if (report.type === 'alive') return;
    const { type, name } = report;
    if (type === 'started') open.add(name);
    else if (type === 'wrong') wrong.push(`${name}: ${report.what}`);
    else {
      open.delete(name);
      settled += 1;
    }
  });
  return new Promise((resolve) => {
    let isFrozen = false;
    const looking = setInterval(() => {
      silentLooks += 1;
      isFrozen = silentLooks >= MAX_SILENT_LOOKS;
      if (isFrozen) child.kill('SIGKILL');
    }, LOOK_MS);
    child.once('exit', (exitCode) => {
      clearInterval(looking);
      resolve({ isFrozen, exitCode, settled, open: [...open], wrong });
    });
  });
}

/** A frozen process cannot say which of its cases froze it. Run without the others, one of them does it again. */
async function nameFrozen(program: string, open: readonly string[]) {
  for (const name of open) {
    if ((await watch(program, [name])).isFrozen) return name;
  }
  return `one of: ${open.join('; ')}`;
}

it('every call settles in every state, the event loop goes on, and the session recovers', async () => {
  const { file: program, remove } = await bundleProgram(
    new URL('./watchdog.fixture.ts', import.meta.url),
  );
  onTestFinished(remove);
  const { isFrozen, open, settled, ...rest } = await watch(program);
  const frozen = isFrozen ? await nameFrozen(program, open) : 'none';
  expect({ frozen, ...rest, open: isFrozen ? [] : open }).toEqual({
    frozen: 'none',
    exitCode: 0,
    wrong: [],
    open: [],
  });
  // All cases ran, not an empty list.
  expect(settled).toBeGreaterThan(2000);
}, 180_000);
