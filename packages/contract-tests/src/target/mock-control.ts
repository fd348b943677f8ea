import type { EventToken, IdentityToken } from '@org/cotter-types';
import { createControlClient } from '@org/mock-cotter/control';
import type { Control, FaultStatus, Target } from './target.ts';

/** The variable that gives the control token of a mock. */
export const CONTROL_TOKEN_VARIABLE = 'MOCK_COTTER_CONTROL_TOKEN';

/** Makes a mock fail one request; no other server understands it. */
export function faultHeaders(status: FaultStatus): Record<string, string> {
  return { Prefer: `fault=status; status=${String(status)}` };
}

/** Control over a target that turns out to be a running `@org/mock-cotter`; `undefined` if it is none. */
export async function mockControl({
  baseUrl,
  apiKey,
}: Target): Promise<Control | undefined> {
  const token = process.env[CONTROL_TOKEN_VARIABLE];
  const client = createControlClient({
    url: baseUrl,
    ...(token !== undefined && { controlToken: token }),
  });
  const clock = await client.GET('/__mock/clock').then(
    ({ data }) => data,
    () => undefined,
  );
  // A server that answers 200 to everything is no mock.
  if (typeof clock?.now !== 'number') return undefined;
  return {
    async mintIdentityToken(fields = {}) {
      const { data } = await client.POST('/__mock/identity-tokens', {
        body: { fields: { receiver: apiKey.id, ...fields } },
      });
      return minted(data as IdentityToken | undefined);
    },
    async mintEventToken(fields = {}) {
      const { data } = await client.POST('/__mock/event-tokens', {
        body: { fields: { issuer: apiKey.id, ...fields } },
      });
      return minted(data as EventToken | undefined);
    },
    async now() {
      const { data } = await client.GET('/__mock/clock');
      return minted(data).now;
    },
    async advance(milliseconds) {
      await client.POST('/__mock/clock/advance', { body: { milliseconds } });
    },
    async reset() {
      await client.POST('/__mock/reset');
    },
    async rotateKeys() {
      await client.POST('/__mock/keys/rotate', { body: {} });
    },
    faultHeaders,
  };
}

function minted<Minted>(data: Minted | undefined): Minted {
  if (data === undefined) throw new Error('The mock minted no token.');
  return data;
}
