import type { Server } from 'node:net';
import { REQUEST_TIMEOUT_MS } from './api/limits.ts';
import type { ControlledMock } from './control/control-handlers.ts';
import {
  seededRandomness,
  systemRandomness,
} from './determinism/randomness.ts';
import { createFaults } from './faults/faults.ts';
import { curlLines } from './handlers/curl-lines.ts';
import { createHandlers } from './handlers/handlers.ts';
import { createServices } from './handlers/services.ts';
import type { MockCotter } from './mock.ts';
import { checkedOptions, type MockCotterOptions } from './options/options.ts';
import { createEngine, type Engine } from './prism/engine.ts';
import { tokenApi } from './prism/token-api.ts';
import { createRedactor } from './request-log/redact-request.ts';
import { createRequestLog } from './request-log/request-log.ts';
import { createMockServer } from './server/server.ts';
import { createMinter } from './tokens/minter.ts';

/**
 * Starts a mock of Cotter's OAuth token API in this process.
 *
 * @throws {TypeError} if an option is not valid
 * @throws the system's error if the address cannot be listened on, for example with the `code` `EADDRINUSE`
 */
export async function startMockCotter(
  options: MockCotterOptions = {},
): Promise<MockCotter> {
  const checked = checkedOptions(options);
  const { apiKey, controlToken, host, maxRequests, port, seed, tls, log } =
    checked;
  const random = seed === undefined ? systemRandomness : seededRandomness(seed);
  const services = createServices(
    checked,
    random,
    // Loaded only if there is a seed.
    seed === undefined
      ? undefined
      : (await import('./tokens/deterministic-es256.ts')).signDeterministically,
  );
  const { clock, inputKey, keys, sessions, warnings } = services;
  const faults = createFaults();
  const requests = createRequestLog({
    clock,
    maxRequests,
    redactor: createRedactor(checked.apiKeys.map(({ id }) => id)),
  });
  const minter = createMinter({ ...services, random, apiKeyId: apiKey.id });
  const mock: ControlledMock = {
    ...minter,
    clock,
    faults,
    requests,
    keys: {
      inputPublicKey: inputKey.publicKey,
      jwks: () => keys.jwks(),
      rotate: (rotation) => {
        keys.rotate(rotation);
      },
    },
    reset(apiKeyId) {
      if (apiKeyId === undefined) {
        clock.reset();
        warnings.clear();
      } else clock.of(apiKeyId).reset();
      sessions.clear(apiKeyId);
      faults.clear(apiKeyId);
      requests.clear(apiKeyId);
    },
  };
  let control: Promise<Engine> | undefined;
  // Loaded on the first control request, so that a mock without any starts faster.
  const loadControl = async (): Promise<Engine> => {
    const [{ controlApi }, { createControlHandlers }] = await Promise.all([
      import('./prism/control-api.ts'),
      import('./control/control-handlers.ts'),
    ]);
    const handlers = createControlHandlers(mock);
    return createEngine({ api: controlApi, handlers, log });
  };
  const app = await createMockServer({
    engine: createEngine({
      api: tokenApi,
      handlers: createHandlers(services),
      log,
    }),
    control: () => (control ??= loadControl()),
    access: { host, controlToken },
    clock,
    faults,
    requests,
    log,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    tls,
  });
  await app.listen({ host, port });
  const scheme = tls === undefined ? 'http' : 'https';
  const url = urlOf(scheme, host, app.server.address());

  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= app.close());
  return {
    ...mock,
    now: () => clock.now(),
    url,
    apiKey,
    curlLines: () => curlLines({ url, apiKey, minter, services }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function urlOf(
  scheme: string,
  host: string,
  address: ReturnType<Server['address']>,
): string {
  if (address === null || typeof address === 'string')
    throw new Error('The mock does not listen on a port.');
  const name = host.includes(':') ? `[${host}]` : host;
  return `${scheme}://${name}:${String(address.port)}`;
}
