// Every client that the stores take, connected to real servers.
import process from 'node:process';
import { Cluster as IoCluster, Redis } from 'ioredis';
import { Cluster as ValkeyCluster, Redis as Valkey } from 'iovalkey';
import { createClient, createClientPool, createCluster } from 'redis';
import { onTestFinished, type TestContext } from 'vitest';
import {
  hasRedis,
  startRedis,
  startRedisCluster,
  type Server,
} from '@org/servers';
import type {
  IoRedisClient,
  NodeRedisClient,
  RedisClient,
} from '../redis/index.ts';

/** A client, and how to close it. */
export interface Connected {
  readonly client: RedisClient;
  readonly close: () => void;
}

/** Says why a test that needs Redis does not run, or fails where all must run. */
export function needRedis(context: Pick<TestContext, 'skip'>): void {
  if (hasRedis()) return;
  const why =
    'This machine has no redis-server (apt-get install redis-server).';
  if (process.env['REQUIRE_SERVERS'] === 'true') throw new Error(why);
  context.skip(why);
}

interface NodeRedis extends NodeRedisClient {
  on(event: 'error', listener: () => void): unknown;
  connect(): Promise<unknown>;
  destroy(): void;
}

async function connectNodeRedis(client: NodeRedis): Promise<Connected> {
  client.on('error', () => undefined);
  await client.connect();
  return {
    client,
    close: () => {
      client.destroy();
    },
  };
}

interface IoRedis extends IoRedisClient {
  on(event: 'error', listener: () => void): unknown;
  disconnect(): void;
}

function connectIoRedis(client: IoRedis): Promise<Connected> {
  client.on('error', () => undefined);
  return Promise.resolve({
    client,
    close: () => {
      client.disconnect();
    },
  });
}

/** Clients of one server, by name. */
export const CLIENTS: Readonly<
  Record<string, (server: Server) => Promise<Connected>>
> = {
  redis: ({ url }) => connectNodeRedis(createClient({ url })),
  'a pool of redis': ({ url }) => connectNodeRedis(createClientPool({ url })),
  ioredis: ({ url }) => connectIoRedis(new Redis(url)),
  iovalkey: ({ url }) => connectIoRedis(new Valkey(url)),
};

/** Clients of a cluster, by name. */
export const CLUSTER_CLIENTS: Readonly<
  Record<string, (nodes: readonly Server[]) => Promise<Connected>>
> = {
  redis: (nodes) =>
    connectNodeRedis(
      createCluster({ rootNodes: nodes.map(({ url }) => ({ url })) }),
    ),
  ioredis: (nodes) =>
    connectIoRedis(new IoCluster(nodes.map(({ url }) => url))),
  iovalkey: (nodes) =>
    connectIoRedis(new ValkeyCluster(nodes.map(({ url }) => url))),
};

/** A server of its own, and a client, until the test is over. */
export async function redisForTest(): Promise<Redis> {
  const server = await startRedis();
  const client = new Redis(server.url);
  onTestFinished(async () => {
    client.disconnect();
    await server.stop();
  });
  return client;
}

/** Starts the servers that a test file shares, if the machine has them. */
export async function startIfThere(): Promise<{
  readonly single?: Server;
  readonly cluster?: readonly Server[];
  stop(): Promise<void>;
}> {
  if (!hasRedis()) return { stop: () => Promise.resolve() };
  const [single, cluster] = await Promise.all([
    startRedis(),
    startRedisCluster(),
  ]);
  return {
    single,
    cluster,
    stop: async () => {
      await Promise.all([single, ...cluster].map((server) => server.stop()));
    },
  };
}
