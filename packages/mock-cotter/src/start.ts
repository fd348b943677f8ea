import type { Server } from 'node:net';
import { REQUEST_TIMEOUT_MS } from './api/limits.ts';
import type { Handlers } from './api/handler.ts';
import { createChangeStreams } from './console/changes.ts';
import { consoleKeys } from './console/console-keys.ts';
import { consoleUrl } from './control/access.ts';
import { controlledMock } from './controlled-mock.ts';
import {
  seededRandomness,
  systemRandomness,
} from './determinism/randomness.ts';
import { createFaults } from './faults/faults.ts';
import { exchangeLine, curlLines as linesFor } from './handlers/curl-lines.ts';
import { createHandlers } from './handlers/handlers.ts';
import { createServices } from './handlers/services.ts';
import { loadedOnce } from './load-once.ts';
import type { MockCotter } from './mock.ts';
import {
  checkedOptions,
  type CheckedOptions,
  type MockCotterOptions,
} from './options/options.ts';
import { createEngine, type Engine } from './prism/engine.ts';
import { tokenApi } from './prism/token-api.ts';
import { createRedactor } from './request-log/redact-request.ts';
import { createRequestLog, type Report } from './request-log/request-log.ts';
import { createMockServer } from './server/server.ts';
import { isServer } from './state/shared/address.ts';
import type { Turns } from './state/shared/shared-state.ts';
import type { Storage } from './state/storage.ts';

/**
 * Starts a mock of Cotter's OAuth token API in this process.
 *
 * @throws {TypeError} if an option is not valid
 * @throws the system's error if the address cannot be listened on, for example with the `code` `EADDRINUSE`
 */
export function startMockCotter(
  options: MockCotterOptions = {},
): Promise<MockCotter> {
  return startReportingMock(options);
}

/** A mock as the command line starts it. */
export interface ReportingMock extends MockCotter {
  /** The first of the curl lines. It begins no session. */
  readonly exchangeLine: () => string;
}

/** @param report receives each request of the mocked API */
export async function startReportingMock(
  options: MockCotterOptions,
  report?: Report,
): Promise<ReportingMock> {
  const checked = checkedOptions(options);
  const storage = await storageFor(checked);
  try {
    return await start(checked, storage, report);
  } catch (error) {
    storage?.close();
    throw error;
  }
}

/** What keeps the state; loaded only if there is something to keep. */
async function storageFor(
  checked: CheckedOptions,
): Promise<Storage | undefined> {
  const { exportOnExit, import: imported, log, state } = checked;
  if ((state ?? imported ?? exportOnExit) === undefined) return undefined;
  const { openStorage } = await import('./state/storage.ts');
  if (state === undefined || !isServer(state)) return openStorage(checked);
  const { openRedisLog } = await import('./state/shared/redis-log.ts');
  const server = await openRedisLog(state, log);
  try {
    return openStorage(checked, server);
  } catch (error) {
    server.close();
    throw error;
  }
}

async function start(
  checked: CheckedOptions,
  storage: Storage | undefined,
  report: Report | undefined,
): Promise<ReportingMock> {
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
    storage?.persist,
  );
  const { clock } = services;
  const faults = createFaults(() => {
    storage?.faultsChanged();
  });
  storage?.begin(services);
  const turns = await storage?.share({ ...services, faults });
  const requests = createRequestLog({
    clock,
    maxRequests,
    redactor: createRedactor(checked.apiKeys),
  });
  const changes = createChangeStreams({
    services,
    faults,
    requests,
    url: () => url,
    log,
    sync: turns && (() => turns.sync()),
  });
  // Kept from the start, so that a user who imports another state with the console stays signed in.
  const pageKeys = consoleKeys(controlToken ?? services.inputKey.save());
  const { state, ...mock } = controlledMock(services, {
    apiKeyId: apiKey.id,
    faults,
    random,
    requests,
    storage,
  });
  // Loaded on the first control request, so that a mock without any starts faster.
  const control = loadedOnce(
    async (): Promise<Engine> => {
      const [{ controlApi }, { createControlHandlers }, { explainToken }] =
        await Promise.all([
          import('./prism/control-api.ts'),
          import('./control/control-handlers.ts'),
          import('./tokens/explain-token.ts'),
        ]);
      const handlers = createControlHandlers({
        ...mock,
        state,
        changes: () => changes.open(),
        curlLines,
        explain: (token) => explainToken(services, checked.issuer, token),
      });
      return createEngine({
        api: controlApi,
        handlers: turns === undefined ? handlers : inTurns(handlers, turns),
        log,
      });
    },
    (code) => {
      log(
        `The control API could not be loaded (${code}). The next request to it tries again.`,
      );
    },
  );
  const app = await createMockServer({
    engine: createEngine({
      api: tokenApi,
      handlers: createHandlers(services, turns),
      log,
    }),
    control,
    access: { host, controlToken, console: pageKeys },
    clock,
    faults:
      turns === undefined
        ? faults
        : { take: (request) => turns.run(() => faults.take(request)) },
    sync: turns && (() => turns.sync()),
    requests,
    log,
    report,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    tls,
  });
  // Asked for after the mock listens only.
  const curlOptions = () => ({ url, apiKey, minter: mock, services });
  const curlLines = (): string[] => linesFor(curlOptions());
  await app.listen({ host, port });
  const scheme = tls === undefined ? 'http' : 'https';
  const url = urlOf(scheme, host, app.server.address());

  const end = async (): Promise<void> => {
    try {
      changes.close();
      await app.close();
      storage?.export();
    } finally {
      storage?.close();
    }
  };
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= end());
  return {
    ...mock,
    now: () => clock.now(),
    url,
    apiKey,
    consoleUrl: () => consoleUrl(url, pageKeys),
    curlLines,
    exchangeLine: () => exchangeLine(curlOptions()),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The same handlers, each of which changes the state in a turn. */
function inTurns(handlers: Handlers, turns: Turns): Handlers {
  return Object.fromEntries(
    Object.entries(handlers).map(([id, handler]) => [
      id,
      (call) => turns.run(() => handler(call)),
    ]),
  );
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
