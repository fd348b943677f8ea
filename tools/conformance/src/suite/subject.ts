import { CotterClient, type CotterClientOptions } from '@org/cotter-sdk';
import type { Desk } from './desk.ts';
import type { Environment } from './environment.ts';

/** Checks by name, in their order. */
export type Checks = Readonly<Record<string, () => Promise<void>>>;

/** What the checks are about. */
export interface Subject {
  readonly environment: Environment;
  readonly desk: Desk;
  readonly client: (options?: Partial<CotterClientOptions>) => CotterClient;
}

export function createSubject(environment: Environment, desk: Desk): Subject {
  const { apiKeyId, apiSecretKey, baseUrl } = environment;
  return {
    environment,
    desk,
    client: (options = {}) =>
      new CotterClient({
        apiKeyId,
        apiSecretKey,
        baseUrl,
        // A page must say that it means it. Every other runtime is a server, and must not be taken for a page.
        ...('document' in globalThis && {
          dangerouslyAllowSecretInBrowser: true,
        }),
        maxRetries: 0,
        ...options,
      }),
  };
}
