import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { tokenStoreContract, type TokenStore } from '@org/cotter-sdk/session';
import {
  CLIENTS,
  CLUSTER_CLIENTS,
  needRedis,
  startIfThere,
  type Connected,
} from '../testing/redis-clients.fixture.ts';
import { redisTokenStores } from './redis-token-store.ts';

/** Short, because the contract waits for locks to expire; long enough for a busy machine to renew them. */
const LEASE_MS = 2000;

let servers: Awaited<ReturnType<typeof startIfThere>>;

beforeAll(async () => {
  servers = await startIfThere();
}, 60_000);

afterAll(() => servers.stop());

const KINDS: readonly (readonly [string, () => Promise<Connected>])[] = [
  ...Object.entries(CLIENTS).map(
    ([name, connect]) =>
      [`${name}, one server`, () => connect(there(servers.single))] as const,
  ),
  ...Object.entries(CLUSTER_CLIENTS).map(
    ([name, connect]) =>
      [`${name}, a cluster`, () => connect(there(servers.cluster))] as const,
  ),
];

function there<T>(server: T | undefined): T {
  if (server === undefined) throw new Error('The server was not started');
  return server;
}

describe.concurrent.each(KINDS)('a store with %s', (_, connect) => {
  let connected: Connected | undefined;

  beforeAll(async () => {
    if (servers.single !== undefined) connected = await connect();
  });
  afterAll(() => connected?.close());

  const open = (): Promise<() => TokenStore> => {
    const { client } = there(connected);
    const stores = redisTokenStores({ client, leaseMs: LEASE_MS });
    const id = `${randomUUID()} {}%/é`;
    return Promise.resolve(() => stores(id));
  };

  it.for(tokenStoreContract(open).map(({ name, run }) => [name, run] as const))(
    '%s',
    async ([, run], context) => {
      needRedis(context);
      await context.expect(run()).resolves.toBeUndefined();
    },
  );
});
