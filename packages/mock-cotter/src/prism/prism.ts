// Prism is CommonJS, and its exports are not all visible to `import`; `require` sees them as they are. It also loads
// them when they are first asked for: most of Prism serves to say what is wrong with a request, and a mock that meets
// only good ones never waits for it.
import { createRequire } from 'node:module';
import type { IPrism, IPrismComponents, factory } from '@stoplight/prism-core';
import type * as PrismHttp from '@stoplight/prism-http';
import type * as PrismRouter from '@stoplight/prism-http/dist/router/index.js';

const require = createRequire(import.meta.url);

export type PrismRequest = PrismHttp.IHttpRequest;
export type PrismResponse = PrismHttp.IHttpResponse;
export type PrismConfig = PrismHttp.IHttpMockConfig;
/** The parts of Prism's engine, and what each is called with. */
export type PrismComponents = IPrismComponents<
  Operation,
  PrismRequest,
  PrismResponse,
  PrismConfig
>;
export type PrismMock = PrismComponents['mock'];
/** One operation of the description, as Prism reads it; `iid` is its operationId. */
export type Operation = Awaited<
  ReturnType<typeof PrismHttp.getHttpOperationsFromSpec>
>[number];
export type Diagnostic =
  Parameters<PrismMock>[0]['input']['validations'][number];

/** Puts an engine together, as Prism's own `createInstance` does with the components that it is not given. */
export function createPrism(
  config: PrismConfig,
  components: Omit<PrismComponents, 'forward' | 'logger'>,
): IPrism<Operation, PrismRequest, PrismResponse, PrismConfig> {
  const core = require('@stoplight/prism-core/dist/factory') as {
    factory: typeof factory;
  };
  return core.factory(config, {
    ...components,
    forward: notForwarded,
    logger: silentLogger,
  });
}

/** Prism's own router. */
export const stockRoute: PrismComponents['route'] = (input) =>
  (
    require('@stoplight/prism-http/dist/router') as typeof PrismRouter.default
  ).default(input);

export type PrismValidators = Pick<
  PrismComponents,
  'validateInput' | 'validateOutput' | 'validateSecurity'
>;

/** Prism's own validators. */
export const stockValidators = (): PrismValidators =>
  // The type of one of them leaves out that it gives back what it was given.
  require('@stoplight/prism-http/dist/validator') as PrismValidators;

type Level =
  'debug' | 'error' | 'fatal' | 'info' | 'success' | 'trace' | 'warn';

interface SilentLogger extends Record<Level, () => void> {
  child: () => SilentLogger;
}

function notForwarded(): never {
  throw new Error('This mock forwards nothing.');
}

function ignore(): void {
  // Prism logs whole requests, keys and tokens included: nothing of it may reach a terminal.
}

/** A logger that drops all. Prism calls these methods of a pino logger and no other. */
const silentLogger: SilentLogger = {
  child: () => silentLogger,
  debug: ignore,
  error: ignore,
  fatal: ignore,
  info: ignore,
  success: ignore,
  trace: ignore,
  warn: ignore,
};
