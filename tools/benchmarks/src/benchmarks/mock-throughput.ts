import type { Benchmark, Finding } from '../benchmark.ts';
import type { Load } from '../load-result.ts';
import { load, loadGenerator } from '../load.ts';
import { interleave } from '../rounds.ts';
import {
  checkSignatures,
  constantFloor,
  mock,
  oauth2MockServer,
  signingFloor,
  started,
  stateMock,
  stockPrism,
  strictMock,
} from '../token-servers.ts';

const PEERS = {
  ours: mock,
  // Right after ours, because of all ratios this one is the closest to its goal.
  'signing floor': signingFloor,
  'ours, state file': stateMock,
  'ours, strict': strictMock,
  Prism: stockPrism,
  'oauth2-mock-server': oauth2MockServer,
  'constant floor': constantFloor,
};
type Peer = keyof typeof PEERS;
const NAMES = Object.keys(PEERS) as Peer[];

/**
 * How long a server is under load before the next one is, in seconds. A host that is shared changes its speed within
 * seconds: many short turns meet the same speed more often than few long ones.
 */
const TURN_SECONDS = 2;
const WARM_UP_SECONDS = 3;
/** How many short rounds a full run has in place of each of its usual ones. */
const SHORT_ROUNDS = 2;

/** The number of connections that goals apply to. */
const JUDGED = 10;

/** How many connections a full run uses, one after the other. */
const CONNECTIONS = [1, JUDGED, 100, 500];
/** At these, the latency that one in a hundred requests exceeds is compared with that of the floor. */
const MANY = [100, 500];

const p99Ratio = (connections: number) =>
  `p99 at ${String(connections)} connections, ours over signing floor`;

const rateRatio = (peer: Peer, connections: number) =>
  `answers a second at ${String(connections)} connections, ours over ${peer}`;

const STATE_RATIO = `answers a second at ${String(JUDGED)} connections, ours with a state file over signing floor`;

/** The same exchange, over and over, of servers in processes of their own. */
export const mockThroughput: Benchmark = {
  name: 'mock-throughput',
  title: 'Throughput and latency of the mock',
  goals: [
    { finding: rateRatio('Prism', JUDGED), atLeast: 2.5 },
    { finding: rateRatio('oauth2-mock-server', JUDGED), atLeast: 3 },
    { finding: rateRatio('signing floor', 1), atLeast: 0.6, fullOnly: true },
    { finding: rateRatio('signing floor', JUDGED), atLeast: 0.7 },
    ...MANY.map((connections) => ({
      finding: p99Ratio(connections),
      atMost: 1.5,
      fullOnly: true,
    })),
    { finding: STATE_RATIO, atLeast: 0.5 },
  ],
  async run({ quick, rounds, progress, children }) {
    const running = await Promise.all(
      NAMES.map(async (name) => {
        const { server, request } = await started(children, PEERS[name]);
        if (PEERS[name] === mock || PEERS[name] === strictMock) {
          await checkSignatures(server, request);
        }
        return [name, request] as const;
      }),
    );
    const turns = quick ? rounds : rounds * SHORT_ROUNDS;
    const findings: Finding[] = [];
    for (const [, request] of running) {
      await load(request, {
        connections: JUDGED,
        seconds: WARM_UP_SECONDS,
      });
    }
    for (const connections of quick ? [JUDGED] : CONNECTIONS) {
      progress(
        `${String(NAMES.length)} servers, ${String(turns)} rounds at ${String(connections)} connections`,
      );
      const peers = Object.fromEntries(
        running.map(([name, request]) => [
          name,
          () => load(request, { connections, seconds: TURN_SECONDS }),
        ]),
      ) as Record<Peer, () => Promise<Load>>;
      const samples = await interleave(turns, peers);
      const at = `at ${String(connections)} connections`;
      findings.push(
        ...NAMES.filter((name) => name !== 'ours').map((name) =>
          samples.ratio(rateRatio(name, connections), 'ours', name, 'rate'),
        ),
        ...(MANY.includes(connections)
          ? [
              samples.ratio(
                p99Ratio(connections),
                'ours',
                'signing floor',
                'p99',
              ),
            ]
          : []),
        ...(connections === JUDGED
          ? [
              samples.ratio(
                STATE_RATIO,
                'ours, state file',
                'signing floor',
                'rate',
              ),
            ]
          : []),
        ...NAMES.flatMap((name) => [
          samples.finding(
            `answers a second ${at}, ${name}`,
            '1/s',
            name,
            'rate',
          ),
          samples.finding(`p50 ${at}, ${name}`, 'ms', name, 'p50'),
          samples.finding(`p99 ${at}, ${name}`, 'ms', name, 'p99'),
        ]),
      );
    }
    return {
      findings,
      notes: [
        'Each server is sent the documented exchange; the strict mock, one that it minted; oauth2-mock-server, a ' +
          'refresh, for which it signs two ES256 tokens as the exchange does. Prism signs nothing: it answers the ' +
          'documented example, and logs each request, to a file. The floors are bare `node:http`: both read the request as JSON; one answers a constant, ' +
          'the other signs two tokens. The load comes from ' +
          `${await loadGenerator()} on the same machine, and shares its cores.`,
        'Latencies begin when all connections are accepted. A floor answers in the order of arrival. The mock signs the ' +
          'tokens of a turn in other threads, remembers each request, and collects more garbage; which part each has in its ' +
          'p99 is not known.',
      ],
    };
  },
};
