// A process of its own, which shares a session's file with others and does what its parent tells it.
import process from 'node:process';
import { CotterClient } from '../client/client.ts';
import { isCotterError } from '../client/any-cotter-error.ts';
import { fileTokenStore } from '../stores/file-token-store.ts';
import { createSession } from './session.ts';

/** What the process is started with, as JSON in its first argument. */
export interface ProcessOptions {
  readonly path: string;
  readonly origin: string;
  readonly leaseMs: number;
  readonly retryUnknown: boolean;
}

export type Command = 'getAccessToken' | 'retryUnknown' | 'hold the lock';

export type Reply =
  | { readonly type: 'ready' | 'locked' }
  | { readonly type: 'token'; readonly token: string }
  | { readonly type: 'error'; readonly code: string };

const { path, origin, leaseMs, retryUnknown } = JSON.parse(
  process.argv[2] ?? '',
) as ProcessOptions;

const store = fileTokenStore(path, { leaseMs });
const client = new CotterClient({ apiKeyId: 'key-id', baseUrl: origin });
const session = createSession({
  client,
  store,
  retryUnknown,
  // Another process waits twice as long for an attempt whose process died.
  refreshTimeoutMs: 2000,
});

function notify(reply: Reply): void {
  process.send?.(reply);
}

async function obey(command: Command): Promise<Reply> {
  switch (command) {
    case 'getAccessToken':
      return { type: 'token', token: await session.getAccessToken() };
    case 'retryUnknown': {
      const { access_token: token } = await session.retryUnknown();
      return { type: 'token', token };
    }
    case 'hold the lock':
      return store.withLock(
        () => {
          notify({ type: 'locked' });
          return new Promise<never>(() => undefined);
        },
        { signal: AbortSignal.timeout(60_000), maxHoldMs: 60_000 },
      );
  }
}

process.on('message', (command: Command) => {
  obey(command).then(notify, (error: unknown) => {
    notify({
      type: 'error',
      code: isCotterError(error) ? error.code : 'other',
    });
  });
});
notify({ type: 'ready' });
