import { ApiKeyIdSchema } from '@org/cotter-types';
import { PRODUCTION_BASE_URL, readBaseUrl } from './base-url.ts';
import { readTimeoutMs } from './call-options.ts';
import { refuseUnknownNames } from './option-names.ts';
import { isHeaderValue } from './transport/header-value.ts';

/** What a client is made of. */
export interface CotterClientOptions {
  /** Your API key id; public. */
  readonly apiKeyId: string;
  /** Your API secret key. It belongs on a server, never in a page or an app. */
  readonly apiSecretKey: string;
  /**
   * The host to talk to: an origin alone, because the SDK's paths are whole. It must be https, except on `localhost`,
   * `127.0.0.0/8` and `[::1]`. Default: `https://www.cotter.app`.
   */
  readonly baseUrl?: string | undefined;
  /**
   * The time for one call, in milliseconds, from connecting to the last byte of the answer; an integer from 1 to
   * 2147483647. Default: 10000.
   */
  readonly timeoutMs?: number | undefined;
}

/** The options after they were checked, with defaults filled in. */
export interface ClientConfig {
  readonly apiKeyId: string;
  readonly apiSecretKey: string;
  readonly baseUrl: URL;
  readonly timeoutMs: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** @throws TypeError that names the option and never its value. */
export function readClientOptions(options: CotterClientOptions): ClientConfig {
  refuseUnknownNames(options, [
    'apiKeyId',
    'apiSecretKey',
    'baseUrl',
    'timeoutMs',
  ]);
  // Read once, so that what was checked is what is used.
  const { apiKeyId, apiSecretKey, baseUrl, timeoutMs } = options;
  const id = readKey('apiKeyId', apiKeyId);
  if (!ApiKeyIdSchema.safeParse(id).success) {
    throw new TypeError('apiKeyId is too long to be an API key id');
  }
  return {
    apiKeyId: id,
    apiSecretKey: readKey('apiSecretKey', apiSecretKey),
    baseUrl: readBaseUrl(baseUrl ?? PRODUCTION_BASE_URL),
    timeoutMs:
      timeoutMs === undefined ? DEFAULT_TIMEOUT_MS : readTimeoutMs(timeoutMs),
  };
}

function readKey(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') {
    throw new TypeError(`${name} must be a string that is not empty`);
  }
  if (!isHeaderValue(value)) {
    throw new TypeError(
      `${name} must hold visible ASCII characters alone, without a line end and without spaces around it`,
    );
  }
  return value;
}
