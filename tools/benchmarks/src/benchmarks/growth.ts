import process from 'node:process';
import type { Benchmark } from '../benchmark.ts';
import { interleave } from '../rounds.ts';
import { workspace } from '../workspace.ts';

const SIZES = [1e3, 1e4, 1e5, 1e6];
const LEAST = String(SIZES[0]);

/** A million sessions must fit into it, with room to work in; the process fails otherwise. */
const MAX_HEAP_MIB = 1536;

const ratio = (size: number) =>
  `time of a refresh, at ${named(size)} sessions over ${named(1e3)}`;

function named(size: number): string {
  return size.toLocaleString('en-US');
}

/** What the mock's memory of sessions costs, the more of them there are. */
export const growth: Benchmark = {
  name: 'growth',
  title: 'Growth of the mock with its sessions',
  goals: [
    { finding: ratio(1e5), atMost: 1.25 },
    { finding: ratio(1e6), atMost: 1.25, fullOnly: true },
  ],
  async run({ quick, rounds, progress, children }) {
    const sizes = quick ? SIZES.filter((size) => size <= 1e5) : SIZES;
    const script = workspace('tools/benchmarks/dist/processes/sessions.js');
    const peers = Object.fromEntries(
      sizes.map((size) => [
        String(size),
        async () => {
          progress(`${named(size)} sessions`);
          return JSON.parse(
            await children.run(process.execPath, [
              '--expose-gc',
              `--max-old-space-size=${String(MAX_HEAP_MIB)}`,
              script,
              String(size),
            ]),
          ) as { readonly us: number; readonly bytes: number };
        },
      ]),
    );
    const samples = await interleave(rounds, peers);
    return {
      findings: [
        ...sizes
          .filter((size) => String(size) !== LEAST)
          .map((size) => samples.ratio(ratio(size), String(size), LEAST, 'us')),
        ...sizes.map((size) =>
          samples.finding(
            `time of a refresh at ${named(size)} sessions`,
            'µs',
            String(size),
            'us',
          ),
        ),
        ...sizes.map((size) =>
          samples.finding(
            `heap for each live refresh token at ${named(size)} sessions`,
            'bytes',
            String(size),
            'bytes',
          ),
        ),
      ],
      notes: [
        'The part of a refresh that grows could only be in the state, so that is measured by itself, in a process for ' +
          'each size: looking a refresh token up and replacing it, without HTTP and without signing. Flat means at most ' +
          '1.25 times the cost at the smallest size. ' +
          `Each process has a heap of ${String(MAX_HEAP_MIB)} MiB at most. ` +
          'The mock remembers 100,000 sessions unless `maxSessions` says otherwise.',
      ],
    };
  },
};
