import { connect } from 'node:net';
import { once } from 'node:events';
import {
  findProgram,
  freePort,
  makeFolder,
  run,
  startServer,
  type Server,
} from './process.ts';

/** Whether this machine has Redis. */
export function hasRedis(): boolean {
  return findProgram('redis-server') !== undefined;
}

/** How Redis is started. */
export interface RedisOptions {
  /** Whether each write is on the disk before it is answered (`appendfsync always`). Default: nothing is kept. */
  readonly lasting?: boolean;
}

/** Starts Redis on a free port of 127.0.0.1. */
export async function startRedis({
  lasting = false,
}: RedisOptions = {}): Promise<Server> {
  return startNode(
    lasting ? ['--appendonly', 'yes', '--appendfsync', 'always'] : [],
  );
}

/** The bus of a cluster's node listens this far above its port. */
const BUS_OFFSET = 10_000;

/** Starts a Redis Cluster of three masters on free ports of 127.0.0.1. */
export async function startRedisCluster(): Promise<readonly Server[]> {
  const nodes = await Promise.all(
    [1, 2, 3].map(() =>
      startNode(
        ['--cluster-enabled', 'yes', '--cluster-node-timeout', '5000'],
        65_536 - BUS_OFFSET,
      ),
    ),
  );
  const addresses = nodes.map(({ port }) => `127.0.0.1:${String(port)}`);
  await run(program('redis-cli'), [
    '--cluster',
    'create',
    ...addresses,
    '--cluster-yes',
  ]);
  for (const { port } of nodes) await untilClusterIsUp(port);
  return nodes;
}

async function startNode(
  more: readonly string[],
  below?: number,
): Promise<Server> {
  const port = await freePort(below);
  const folder = makeFolder('redis-');
  return startServer({
    file: program('redis-server'),
    args: [
      ['--port', String(port)],
      ['--bind', '127.0.0.1'],
      ['--dir', folder],
      ['--save', ''],
      more,
    ].flat(),
    url: `redis://127.0.0.1:${String(port)}`,
    port,
    folder,
    ping: () => expectReply(port, 'PING', '+PONG'),
  });
}

async function untilClusterIsUp(port: number): Promise<void> {
  const end = Date.now() + 30_000;
  for (;;) {
    try {
      await expectReply(port, 'CLUSTER INFO', 'cluster_state:ok');
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Sends one command in line form. Rejects unless the reply contains a text. */
async function expectReply(
  port: number,
  command: string,
  text: string,
): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.setTimeout(1000, () => socket.destroy(new Error('no reply')));
    socket.write(`${command}\r\n`);
    const [reply] = (await once(socket, 'data')) as [Buffer];
    if (!reply.includes(text)) throw new Error(`${command} failed`);
  } finally {
    socket.destroy();
  }
}

function program(name: string): string {
  const found = findProgram(name);
  if (found === undefined)
    throw new Error(`There is no ${name}: apt-get install redis-server`);
  return found;
}
