// A process of an application with many processes: a session over a store that they share.
import process from 'node:process';
import { CotterClient, isCotterError } from '@org/cotter-sdk';
import { createSession } from '@org/cotter-sdk/session';
import type { OAuthTokens } from '@org/cotter-types';
import { connectStore, type Place } from './place.fixture.ts';

/** What the process is started with, as JSON in its first argument. */
export interface WorkerOptions {
  readonly baseUrl: string;
  readonly apiKeyId: string;
  readonly place: Place;
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

let aheadMs = 0;
const session = createSession({
  client: new CotterClient({
    apiKeyId: options.apiKeyId,
    baseUrl: options.baseUrl,
  }),
  store: connectStore(options.place, options.leaseMs).store,
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

process.on('message', (command: Command) => {
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
