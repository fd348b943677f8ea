import type { EventToken, IdentityToken } from '@org/cotter-sdk';
import type { Environment } from './environment.ts';

/** Steers the mock from within any runtime. */
export interface Desk {
  identityToken(): Promise<IdentityToken>;
  eventToken(): Promise<EventToken>;
  accessToken(order?: object): Promise<string>;
  addFault(fault: object): Promise<void>;
  /** How many requests of the operation reached the mock. */
  count(operation: string): Promise<number>;
  /** Forgets faults and requests. */
  reset(): Promise<void>;
}

export function createDesk({ deskUrl }: Environment): Desk {
  const call = async (
    method: string,
    path: string,
    body?: object,
  ): Promise<unknown> => {
    const response = await fetch(`${deskUrl}/__mock/${path}`, {
      method,
      ...(body && {
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json' },
      }),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${await response.text()}`);
    }
    return response.json();
  };
  return {
    identityToken: async () =>
      (await call('POST', 'identity-tokens', {})) as IdentityToken,
    eventToken: async () =>
      (await call('POST', 'event-tokens', {})) as EventToken,
    async accessToken(order = {}) {
      const minted = await call('POST', 'access-tokens', order);
      return (minted as { readonly token: string }).token;
    },
    async addFault(fault) {
      await call('POST', 'faults', fault);
    },
    async count(operation) {
      const { requests } = (await call('GET', 'requests')) as {
        readonly requests: readonly { readonly operation?: string }[];
      };
      return requests.filter((request) => request.operation === operation)
        .length;
    },
    async reset() {
      await call('DELETE', 'faults');
      await call('DELETE', 'requests');
    },
  };
}
