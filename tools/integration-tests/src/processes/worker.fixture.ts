// A process of an application with many processes: a session over a store that they share.
import process from 'node:process';
import { CotterClient, isCotterError } from '@org/cotter-sdk';
import { fileTokenStore } from '@org/cotter-sdk/file-store';
import {
  createSession,
  type LockOptions,
  type TokenStore,
} from '@org/cotter-sdk/session';
import type { OAuthTokens } from '@org/cotter-types';
import type { StoreReply, StoreRequest } from './store-server.fixture.ts';

/** What the process is started with, as JSON in its first argument. */
export interface WorkerOptions {
  readonly baseUrl: string;
  readonly apiKeyId: string;
  /** The file of the store, or undefined if the parent keeps the session. */
  readonly path: string | undefined;
  readonly leaseMs: number;
  readonly refreshTimeoutMs: number;
  readonly retryUnknown: boolean;
}

export type Command = {
  /** How far this process's clock is ahead, in milliseconds. */
  readonly aheadMs: number;
} & (
  | { readonly type: 'ask'; readonly callers: number }
  | { readonly type: 'retryUnknown' }
  | { readonly type: 'signIn'; readonly tokens: OAuthTokens }
);

/** How the calls of a command came out: access tokens and error codes. */
export interface Outcome {
  readonly type: 'outcome';
  readonly tokens: readonly string[];
  readonly errors: readonly string[];
}

const options = JSON.parse(process.argv[2] ?? '') as WorkerOptions;

/** A store that the parent keeps, as a database would. */
function remoteStore(): TokenStore {
  let count = 0;
  const pending = new Map<number, (reply: StoreReply) => void>();
  process.on('message', (message: StoreReply) => {
    if ('id' in message) pending.get(message.id)?.(message);
  });
  const ask = async (request: StoreRequest): Promise<unknown> => {
    count += 1;
    const id = count;
    const reply = await new Promise<StoreReply>((resolve) => {
      pending.set(id, resolve);
      process.send?.({ ...request, id });
    });
    pending.delete(id);
    return reply.result;
  };
  const lock = async ({ signal }: LockOptions): Promise<string> => {
    for (;;) {
      signal.throwIfAborted();
      const owner = await ask({ type: 'lock' });
      if (typeof owner === 'string') return owner;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    leaseMs: options.leaseMs,
    load: () => ask({ type: 'load' }) as ReturnType<TokenStore['load']>,
    compareAndSwap: (version, next) =>
      ask({ type: 'swap', version, next }) as ReturnType<
        TokenStore['compareAndSwap']
      >,
    async withLock(work, lockOptions) {
      const owner = await lock(lockOptions);
      const lost = new AbortController();
      const renewing = setInterval(() => {
        void ask({ type: 'renew', owner }).then((held) => {
          if (held !== true) lost.abort();
        });
      }, options.leaseMs / 3);
      try {
        return await work({ signal: lost.signal });
      } finally {
        clearInterval(renewing);
        await ask({ type: 'unlock', owner });
      }
    },
  };
}

let aheadMs = 0;
const session = createSession({
  client: new CotterClient({
    apiKeyId: options.apiKeyId,
    baseUrl: options.baseUrl,
  }),
  store:
    options.path === undefined
      ? remoteStore()
      : fileTokenStore(options.path, { leaseMs: options.leaseMs }),
  refreshTimeoutMs: options.refreshTimeoutMs,
  retryUnknown: options.retryUnknown,
  now: () => Date.now() + aheadMs,
});

function run(command: Command): Promise<string>[] {
  switch (command.type) {
    case 'ask':
      return Array.from({ length: command.callers }, () =>
        session.getAccessToken(),
      );
    case 'retryUnknown':
      return [session.retryUnknown().then((tokens) => tokens.access_token)];
    case 'signIn':
      return [session.signIn(command.tokens).then(() => 'signed in')];
  }
}

process.on('message', (command: Command | StoreReply) => {
  if (!('type' in command)) return;
  aheadMs = command.aheadMs;
  void Promise.allSettled(run(command)).then((settled) => {
    const tokens = new Set<string>();
    const errors = new Set<string>();
    for (const call of settled) {
      if (call.status === 'fulfilled') tokens.add(call.value);
      else errors.add(isCotterError(call.reason) ? call.reason.code : 'other');
    }
    const outcome = {
      type: 'outcome',
      tokens: [...tokens],
      errors: [...errors],
    } satisfies Outcome;
    process.send?.(outcome);
  });
});
process.on('disconnect', () => process.exit());
process.send?.({ type: 'ready' });
