// Prism is CommonJS, and its exports are not all visible to `import`; `require` sees them as they are.
import { createRequire } from 'node:module';
import type * as PrismHttp from '@stoplight/prism-http';
import type * as PrismMocker from '@stoplight/prism-http/dist/mocker/index.js';
import { leanRequire } from './lean-require.ts';

const require = createRequire(import.meta.url);

// What invents data for schemas without an example, and what reads other formats than OpenAPI 3, take most of Prism's
// time to load and half of its memory. This description has examples, and is OpenAPI 3.
const prismHttp = leanRequire('@stoplight/prism-http', {
  '@faker-js/faker': {},
  'json-schema-faker': {
    JSONSchemaFaker: { extend: ignore, option: ignore, generate: notLoaded },
  },
  '@stoplight/http-spec/oas2/operation': { transformOas2Operations: notLoaded },
  '@stoplight/http-spec/postman/operation': {
    transformPostmanCollectionOperations: notLoaded,
  },
}) as typeof PrismHttp;
const mocker =
  require('@stoplight/prism-http/dist/mocker') as typeof PrismMocker.default;

// With types of their own: what the compiler infers names packages by where they happen to be installed.
export const createInstance: typeof PrismHttp.createInstance =
  prismHttp.createInstance;
export const getHttpOperationsFromSpec: typeof PrismHttp.getHttpOperationsFromSpec =
  prismHttp.getHttpOperationsFromSpec;

/** Prism's own answering component: it picks an example of the description. */
export const stockMock: PrismMock = mocker.default;

/** One operation of the description, as Prism reads it; `iid` is its operationId. */
export type Operation = Awaited<
  ReturnType<typeof getHttpOperationsFromSpec>
>[number];
export type PrismMock = PrismHttp.PrismHttpComponents['mock'];
export type PrismRequest = PrismHttp.IHttpRequest;
export type PrismResponse = PrismHttp.IHttpResponse;
export type PrismConfig = PrismHttp.IHttpMockConfig;
export type Diagnostic =
  Parameters<PrismMock>[0]['input']['validations'][number];

type Level =
  'debug' | 'error' | 'fatal' | 'info' | 'success' | 'trace' | 'warn';

function notLoaded(): never {
  throw new Error('This part of Prism is not loaded here.');
}

interface SilentLogger extends Record<Level, () => void> {
  child: () => SilentLogger;
}

function ignore(): void {
  // Prism logs whole requests, keys and tokens included: nothing of it may reach a terminal.
}

/** A logger that drops all. Prism calls these methods of a pino logger and no other. */
export const silentLogger: SilentLogger = {
  child: () => silentLogger,
  debug: ignore,
  error: ignore,
  fatal: ignore,
  info: ignore,
  success: ignore,
  trace: ignore,
  warn: ignore,
};
