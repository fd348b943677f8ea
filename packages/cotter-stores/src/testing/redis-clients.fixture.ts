// Every client that the stores take, connected to real servers.
import process from 'node:process';
import { Cluster as IoCluster, Redis } from 'ioredis';
import { Cluster as ValkeyCluster, Redis as Valkey } from 'iovalkey';
import { createClient, createClientPool, createCluster } from 'redis';
import type { TestContext } from 'vitest';
import {
  hasRedis,
  startRedis,
  startRedisCluster,
  type Server,
} from '@org/servers';
import type { RedisClient } from '../redis/index.ts';

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

const ignore = (): void => undefined;

/** Clients of one server, by name. */
export const CLIENTS: Readonly<
  Record<string, (server: Server) => Promise<Connected>>
> = {
  redis: async ({ url }) => {
    const client = createClient({ url });
    client.on('error', ignore);
    await client.connect();
    return {
      client,
      close: () => {
        client.destroy();
      },
    };
  },
  'a pool of redis': async ({ url }) => {
    const client = createClientPool({ url });
    client.on('error', ignore);
    await client.connect();
    return {
      client,
      close: () => {
        client.destroy();
      },
    };
  },
  ioredis: ({ url }) => {
    const client = new Redis(url);
    client.on('error', ignore);
    return Promise.resolve({
      client,
      close: () => {
        client.disconnect();
      },
    });
  },
  iovalkey: ({ url }) => {
    const client = new Valkey(url);
    client.on('error', ignore);
    return Promise.resolve({
      client,
      close: () => {
        client.disconnect();
      },
    });
  },
};

/** Clients of a cluster, by name. */
export const CLUSTER_CLIENTS: Readonly<
  Record<string, (nodes: readonly Server[]) => Promise<Connected>>
> = {
  redis: async (nodes) => {
    const client = createCluster({
      rootNodes: nodes.map(({ url }) => ({ url })),
    });
    client.on('error', ignore);
    await client.connect();
    return {
      client,
      close: () => {
        client.destroy();
      },
    };
  },
  ioredis: (nodes) => {
    const client = new IoCluster(nodes.map(({ url }) => url));
    client.on('error', ignore);
    return Promise.resolve({
      client,
      close: () => {
        client.disconnect();
      },
    });
  },
  iovalkey: (nodes) => {
    const client = new ValkeyCluster(nodes.map(({ url }) => url));
    client.on('error', ignore);
    return Promise.resolve({
      client,
      close: () => {
        client.disconnect();
      },
    });
  },
};

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
