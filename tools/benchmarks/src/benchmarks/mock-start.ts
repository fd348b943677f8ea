import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Benchmark, Context, Finding } from '../benchmark.ts';
import { interleave } from '../rounds.ts';
import {
  mock,
  oauth2MockServer,
  started,
  stockPrism,
  type TokenServer,
} from '../token-servers.ts';

/** How long a server rests between its first answer and the reading of its memory. */
const IDLE_MS = 500;

const MEMORY = 'memory, ours';
const RATIO = 'time to the first tokens, ours over Prism';

/** From the start of a process to its first correct answer, and the memory that it then holds. */
export const mockStart: Benchmark = {
  name: 'mock-start',
  title: 'Start of the mock',
  goals: [
    { finding: RATIO, atMost: 0.3 },
    ...(process.platform === 'linux' ? [{ finding: MEMORY, atMost: 110 }] : []),
  ],
  async run(context) {
    const start = (server: TokenServer) => () => startOf(context, server);
    // Once before it counts, so that the first peer does not pay for reading its files from the disk.
    const peers = {
      ours: start(mock),
      prism: start(stockPrism),
      oauth2: start(oauth2MockServer),
    };
    for (const peer of Object.values(peers)) await peer();
    const samples = await interleave(context.rounds, peers);
    const memory: Finding[] =
      process.platform === 'linux'
        ? [
            samples.finding(MEMORY, 'MB', 'ours', 'memory'),
            samples.finding('memory, Prism', 'MB', 'prism', 'memory'),
            samples.finding(
              'memory, oauth2-mock-server',
              'MB',
              'oauth2',
              'memory',
            ),
          ]
        : [];
    return {
      findings: [
        samples.ratio(RATIO, 'ours', 'prism', 'ms'),
        samples.ratio(
          'time to the first tokens, ours over oauth2-mock-server',
          'ours',
          'oauth2',
          'ms',
        ),
        samples.finding('time to the first tokens, ours', 'ms', 'ours', 'ms'),
        samples.finding('time to the first tokens, Prism', 'ms', 'prism', 'ms'),
        samples.finding(
          'time to the first tokens, oauth2-mock-server',
          'ms',
          'oauth2',
          'ms',
        ),
        ...memory,
      ],
      notes: [
        'From the spawn of the process to the first correct answer, with files in the cache of the system. Memory is the ' +
          `resident set ${String(IDLE_MS)} ms after that answer; only Linux shows it.`,
      ],
    };
  },
};

async function startOf({ children }: Context, peer: TokenServer) {
  const { server } = await started(children, peer);
  const ms = performance.now() - server.spawnedAt;
  await sleep(IDLE_MS);
  const memory =
    process.platform === 'linux' ? await residentMb(server.pid) : 0;
  await server.stop();
  return { ms, memory };
}

/** VmRSS of proc_pid_status(5), which is in KiB, in megabytes of a million bytes. */
async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return (Number(kib) * 1024) / 1e6;
}
