import type { Benchmark, Finding } from '../benchmark.ts';
import { load } from '../load.ts';
import { interleave } from '../rounds.ts';
import {
  checkSignatures,
  constantFloor,
  mock,
  oauth2MockServer,
  signingFloor,
  started,
  stockPrism,
  strictMock,
} from '../token-servers.ts';

const PEERS = {
  ours: mock,
  'ours, strict': strictMock,
  Prism: stockPrism,
  'oauth2-mock-server': oauth2MockServer,
  'constant floor': constantFloor,
  'signing floor': signingFloor,
};
type Peer = keyof typeof PEERS;
const NAMES = Object.keys(PEERS) as Peer[];

/** Goals are judged at this many connections. */
const JUDGED = 10;

const rateRatio = (peer: Peer, connections: number) =>
  `answers a second at ${String(connections)} connections, ours over ${peer}`;

/** The same exchange, over and over, of servers in processes of their own. */
export const mockThroughput: Benchmark = {
  name: 'mock-throughput',
  title: 'Throughput and latency of the mock',
  goals: [
    { finding: rateRatio('Prism', JUDGED), atLeast: 2.5 },
    { finding: rateRatio('oauth2-mock-server', JUDGED), atLeast: 3 },
    { finding: rateRatio('signing floor', JUDGED), atLeast: 0.6 },
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
    const seconds = quick ? 1 : 3;
    const findings: Finding[] = [];
    for (const [, request] of running) {
      await load(request, { connections: JUDGED, seconds });
    }
    for (const connections of quick ? [JUDGED] : [1, JUDGED, 100]) {
      progress(
        `${String(NAMES.length)} servers, ${String(rounds)} rounds at ${String(connections)} connections`,
      );
      const peers = Object.fromEntries(
        running.map(([name, request]) => [
          name,
          () => load(request, { connections, seconds }),
        ]),
      ) as Record<Peer, () => ReturnType<typeof load>>;
      const samples = await interleave(rounds, peers);
      const at = `at ${String(connections)} connections`;
      findings.push(
        ...NAMES.filter((name) => name !== 'ours').map((name) =>
          samples.ratio(rateRatio(name, connections), 'ours', name, 'rate'),
        ),
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
          'the other signs two tokens. The load comes from the same machine, and shares its cores.',
      ],
    };
  },
};
